import { actorIdOf, leadsShowrooms, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { NextTransferStatus, Transfer } from './transfer-types.js';

type Right = (principal: Principal, transfer: Transfer) => boolean;

const leadsGiving: Right = (principal, { fromShowroomId }) =>
  leadsShowrooms(principal) && mayEnterShowroom(principal, fromShowroomId);

const leadsAsking: Right = (principal, { toShowroomId }) =>
  leadsShowrooms(principal) && mayEnterShowroom(principal, toShowroomId);

const hasAsked: Right = (principal, { requestedBy }) => requestedBy === actorIdOf(principal);

/** Who gives decides and sends; who has asked receives; both, and whoever asked, may call it off. */
const RIGHTS: Readonly<Record<NextTransferStatus, Right>> = {
  approved: leadsGiving,
  declined: leadsGiving,
  in_transit: leadsGiving,
  received: leadsAsking,
  cancelled: (...about) => hasAsked(...about) || leadsGiving(...about) || leadsAsking(...about),
};

/** Whoever asked for it, and everybody of either showroom. */
export function maySeeTransfer(principal: Principal, transfer: Transfer): boolean {
  const { fromShowroomId, toShowroomId } = transfer;
  const showrooms = [fromShowroomId, toShowroomId];
  return hasAsked(principal, transfer) || showrooms.some((id) => mayEnterShowroom(principal, id));
}

/** Whether this caller may make that of it. */
export function maySetTransfer(
  principal: Principal,
  transfer: Transfer,
  status: NextTransferStatus,
): boolean {
  return RIGHTS[status](principal, transfer);
}
