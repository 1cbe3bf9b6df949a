import { DomainError } from '../../platform/errors.ts';

export class TagNotFound extends DomainError<{ tagId: string }> {
  readonly code = 'tag.not_found';
  readonly kind = 'not_found';
}

export class TagGroupNotFound extends DomainError<{ groupId: string }> {
  readonly code = 'tag.group_not_found';
  readonly kind = 'not_found';
}

/** The tag's group is limited to departments that the member has nothing to do with. */
export class TagLimitedToDepartments extends DomainError<{ tagId: string }> {
  readonly code = 'tag.limited_to_departments';
  readonly kind = 'forbidden';
}

/** Made in WeCom's console or by another app: WeCom lets us use it, not change it (doc 92117). */
export class TagNotOurs extends DomainError<{ id: string }> {
  readonly code = 'tag.not_ours';
  readonly kind = 'forbidden';
}

export class TagNameTaken extends DomainError<{ names: string[] }> {
  readonly code = 'tag.name_taken';
  readonly kind = 'conflict';
}

export class TagGroupNameTaken extends DomainError<{ name: string }> {
  readonly code = 'tag.group_name_taken';
  readonly kind = 'conflict';
}

/** 40126. */
export class TagLibraryFull extends DomainError {
  readonly code = 'tag.library_full';
  readonly kind = 'limited';
}

/** The order given does not name exactly what there is now. */
export class TagOrderNeedsAll extends DomainError {
  readonly code = 'tag.order_needs_all';
  readonly kind = 'conflict';
}

export class TagOrderBlocked extends DomainError<{ ids: string[] }> {
  readonly code = 'tag.order_blocked';
  readonly kind = 'conflict';
}

export class TagGoneInWecom extends DomainError<{ id: string }> {
  readonly code = 'tag.gone_in_wecom';
  readonly kind = 'conflict';
}
