import { DomainError } from '../../platform/errors.ts';

export class MemberNotFound extends DomainError<{ userId: string }> {
  readonly code = 'corp.member_not_found';
  readonly kind = 'not_found';
}

export class DepartmentNotFound extends DomainError<{ departmentIds: number[] }> {
  readonly code = 'corp.department_not_found';
  readonly kind = 'invalid';
}

/** Members of `ADMIN_USER_IDS` stay admins whatever anybody appoints. */
export class AdminByConfiguration extends DomainError<{ userId: string }> {
  readonly code = 'corp.admin_by_configuration';
  readonly kind = 'conflict';
}

export class OwnRoleUnchangeable extends DomainError {
  readonly code = 'corp.own_role_unchangeable';
  readonly kind = 'conflict';
}

/** A state-changing request that does not prove to come from our own page. */
export class ForgedRequest extends DomainError<{ reason: 'origin' | 'token' }> {
  readonly code = 'auth.forged_request';
  readonly kind = 'forbidden';
}
