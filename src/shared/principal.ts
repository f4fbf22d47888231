/** What a person of the organization is. */
export type Role = 'admin' | 'sales_manager' | 'sales_rep';

/** Who is calling: a person with a role, in one organization. */
export interface Principal {
  readonly kind: 'user';
  readonly userId: string;
  readonly organizationId: string;
  readonly role: Role;
  /** `all` for administrators; else the showrooms this person has access to. */
  readonly showroomIds: 'all' | readonly string[];
  readonly sessionId: string;
}

/** True when the principal may work in that showroom; the tenant is checked elsewhere. */
export function mayEnterShowroom(principal: Principal, showroomId: string): boolean {
  return principal.showroomIds === 'all' || principal.showroomIds.includes(showroomId);
}
