import type {
  CallerType,
  ClientKind,
  OpsPrincipal,
  Principal,
  Role,
  UserPrincipal,
} from '../shared/principal.js';

/**
 * Who may call an operation, declared with it and nowhere else; published in `openapi.yaml` as
 * `security` and `x-authz`. Checked in this order: scope, role, tenant and showroom, ownership,
 * fields (docs/security/authorization.md).
 */
export type AccessRule = PublicAccess | OpsAccess | CallerAccess;

interface PublicAccess {
  readonly object: 'public';
}

/** For those who run the product, with a token of their own audience. */
interface OpsAccess {
  readonly object: 'ops';
  /** Callers on the same machine need no token. */
  readonly openOnLoopback?: boolean;
}

/** For callers of an organization. */
export interface CallerAccess {
  readonly roles: readonly Role[];
  /** Programs that may call it; none if absent. */
  readonly clients?: readonly ClientKind[];
  /** `{plural resource}:read | write`. */
  readonly scope: string;
  /** What the caller must have a right to, beyond the role; the service checks it. */
  readonly object: 'organization' | 'showroom' | 'own';
  /** With `own`: who may do it for others as well, in the showrooms that he has access to. */
  readonly onBehalf?: readonly CallerType[];
  /** Fields of the answer, at any depth, that only these callers are shown. */
  readonly visibleTo?: FieldRights;
  /** Fields of the body, at any depth, that only these callers may give. */
  readonly writableBy?: FieldRights;
}

/** Who has a right to which field. */
export type FieldRights = Readonly<Record<string, readonly CallerType[]>>;

/** Who the caller of an operation can be. */
export type CallerOf<Access extends AccessRule> = Access extends PublicAccess
  ? undefined
  : Access extends OpsAccess
    ? OpsPrincipal | undefined
    : Access extends { readonly clients: readonly ClientKind[] }
      ? Principal
      : UserPrincipal;

/** True where the caller is one of an organization. */
export function isForCallers(access: AccessRule): access is CallerAccess {
  return access.object !== 'public' && access.object !== 'ops';
}
