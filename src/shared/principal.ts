/** What a person of the organization is. */
export type Role = 'admin' | 'sales_manager' | 'sales_rep';

/** What a program of the organization is: a trusted system, or a page that anybody may read. */
export type ClientKind = 'integration' | 'website' | 'kiosk';

/** What a caller is, as routes name it. */
export type CallerType = Role | ClientKind;

/** Everybody who works at the dealership. */
export const ALL_ROLES: readonly Role[] = ['admin', 'sales_manager', 'sales_rep'];

/** Those who lead a showroom. */
export const MANAGERS: readonly Role[] = ['admin', 'sales_manager'];

/** Systems that the dealer trusts. */
export const INTEGRATIONS: readonly ClientKind[] = ['integration'];

/** Every program, also the pages that anybody may read. */
export const ALL_CLIENTS: readonly ClientKind[] = ['integration', 'website', 'kiosk'];

/** Those who may decide for others. */
export const LEADERS: readonly CallerType[] = [...MANAGERS, 'integration'];

/** Everybody who may read personal data, given the role or the scope for it. */
export const TRUSTED_CALLERS: readonly CallerType[] = [...ALL_ROLES, 'integration'];

interface Member {
  readonly organizationId: string;
  /** `all`, or those that the caller has access to. */
  readonly showroomIds: 'all' | readonly string[];
  /** `{plural resource}:read | write`, as granted. */
  readonly scopes: ReadonlySet<string>;
}

/** A person with a role. */
export interface UserPrincipal extends Member {
  readonly kind: 'user';
  readonly userId: string;
  readonly role: Role;
  /** Absent for somebody whom an outside issuer has named: he has no session of ours. */
  readonly sessionId?: string;
  /** When the token of somebody without a session ends; milliseconds of the epoch. */
  readonly expiresAt?: number;
}

/** A program with credentials of its own. */
export interface ClientPrincipal extends Member {
  readonly kind: ClientKind;
  readonly clientId: string;
}

/** Who is calling, in one organization. */
export type Principal = UserPrincipal | ClientPrincipal;

/** Those who run the product; they belong to no organization and see nothing of any. */
export interface OpsPrincipal {
  readonly kind: 'ops';
  readonly clientId: string;
}

/** What the caller is, as routes name it. */
export function callerTypeOf(principal: Principal): CallerType {
  return principal.kind === 'user' ? principal.role : principal.kind;
}

/** The user or the program that did something, by id. */
export function actorIdOf(principal: Principal | OpsPrincipal): string {
  return principal.kind === 'user' ? principal.userId : principal.clientId;
}

/** True for those who may decide for others: managers, and systems that the dealer trusts. */
export function leadsShowrooms(principal: Principal): boolean {
  return LEADERS.includes(callerTypeOf(principal));
}

/** False for the callers whose keys anybody can read: they write, and never read back. */
export function mayReadPersonalData(principal: Principal): boolean {
  return TRUSTED_CALLERS.includes(callerTypeOf(principal));
}

/** True when the principal may work in that showroom; the tenant is checked elsewhere. */
export function mayEnterShowroom(
  principal: Pick<Principal, 'showroomIds'>,
  showroomId: string,
): boolean {
  return principal.showroomIds === 'all' || principal.showroomIds.includes(showroomId);
}
