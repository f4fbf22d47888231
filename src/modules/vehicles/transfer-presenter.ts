import type { Principal } from '../../shared/principal.js';
import { holdHref } from './hold-presenter.js';
import { maySetTransfer } from './transfer-policy.js';
import { mayFollow } from './transfer-rules.js';
import type { NextTransferStatus, Transfer } from './transfer-types.js';

/** Where a transfer is found. */
export function transferHref(transferId: string): string {
  return `/api/v1/transfers/${transferId}`;
}

/** JSON form of a transfer; what the reader can make of it now is linked. */
export function presentTransfer(transfer: Transfer, principal: Principal): object {
  return {
    ...transfer,
    createdAt: transfer.createdAt.toISOString(),
    updatedAt: transfer.updatedAt.toISOString(),
    _links: { ...relatedTo(transfer), ...actionsOn(transfer, principal) },
  };
}

function relatedTo({ id, vehicleId, holdId, fromShowroomId, toShowroomId }: Transfer): object {
  return {
    self: { href: transferHref(id) },
    vehicle: { href: `/api/v1/vehicles/${vehicleId}` },
    hold: { href: holdHref({ vehicleId, id: holdId }) },
    fromShowroom: { href: `/api/v1/showrooms/${fromShowroomId}` },
    toShowroom: { href: `/api/v1/showrooms/${toShowroomId}` },
  };
}

const ACTIONS: ReadonlyArray<readonly [string, NextTransferStatus]> = [
  ['approve', 'approved'],
  ['decline', 'declined'],
  ['dispatch', 'in_transit'],
  ['receive', 'received'],
  ['cancel', 'cancelled'],
];

function actionsOn(transfer: Transfer, principal: Principal): object {
  const possible = ACTIONS.filter(
    ([, status]) =>
      mayFollow(transfer.status, status) && maySetTransfer(principal, transfer, status),
  );
  const link = { href: transferHref(transfer.id), method: 'PATCH' };
  return Object.fromEntries(possible.map(([rel]) => [rel, link]));
}
