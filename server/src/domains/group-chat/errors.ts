import { DomainError } from '../../platform/errors.ts';

export class GroupChatNotFound extends DomainError<{ chatId: string }> {
  readonly code = 'group_chat.not_found';
  readonly kind = 'not_found';
}

/** It exists, but is not the viewer's business. */
export class GroupChatNotVisible extends DomainError<{ chatId: string }> {
  readonly code = 'group_chat.not_visible';
  readonly kind = 'forbidden';
}

export class GroupTagsNotUsable extends DomainError<{ tagIds: string[] }> {
  readonly code = 'group_chat.tags_not_usable';
  readonly kind = 'conflict';
}

export class GroupTagNotFound extends DomainError<{ tagId: string }> {
  readonly code = 'group_tag.not_found';
  readonly kind = 'not_found';
}

export class GroupTagGroupNotFound extends DomainError<{ groupId: string }> {
  readonly code = 'group_tag.group_not_found';
  readonly kind = 'not_found';
}

export class GroupTagNameTaken extends DomainError<{ name: string }> {
  readonly code = 'group_tag.name_taken';
  readonly kind = 'conflict';
}

export class GroupWelcomeNotFound extends DomainError<{ welcomeId: string }> {
  readonly code = 'group_welcome.not_found';
  readonly kind = 'not_found';
}

/** WeCom is being told of the one before. */
export class GroupWelcomeBusy extends DomainError<{ welcomeId: string }> {
  readonly code = 'group_welcome.busy';
  readonly kind = 'conflict';
}

export class GroupWelcomeMaterialNotUsable extends DomainError<{ assetIds: string[] }> {
  readonly code = 'group_welcome.material_not_usable';
  readonly kind = 'conflict';
}
