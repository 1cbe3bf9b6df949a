import { DomainError } from '../../platform/errors.ts';

export class CustomerNotFound extends DomainError<{ customerId: string }> {
  readonly code = 'customer.not_found';
  readonly kind = 'not_found';
}

/** No callback and no sync has brought this person yet; reading her from WeCom now may. */
export class CustomerNotArchived extends DomainError<{ externalUserId: string }> {
  readonly code = 'customer.not_archived';
  readonly kind = 'not_found';
}

/** WeCom knows no relation of a member in our range with this person (84061). */
export class CustomerGoneFromWecom extends DomainError<{ externalUserId: string }> {
  readonly code = 'customer.gone_from_wecom';
  readonly kind = 'not_found';
}

export class NoOwnRelation extends DomainError<{ customerId: string }> {
  readonly code = 'customer.no_own_relation';
  readonly kind = 'conflict';
}

export class OwnerNotUsable extends DomainError<{ userId: string }> {
  readonly code = 'customer.owner_not_usable';
  readonly kind = 'invalid';
}
