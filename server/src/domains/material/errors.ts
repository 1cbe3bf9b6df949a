import type { MaterialState } from '@zhike/shared/contracts/material';
import type { SendWay } from '@zhike/shared/contracts/material-content';
import { DomainError } from '../../platform/errors.ts';

/** There is none, or it is for other departments: strangers are not told which. */
export class MaterialNotFound extends DomainError<{ materialId: string }> {
  readonly code = 'material.not_found';
  readonly kind = 'not_found';
}

/** Somebody saved it after the editor had been opened. */
export class MaterialChangedMeanwhile extends DomainError<{ version: number }> {
  readonly code = 'material.changed_meanwhile';
  readonly kind = 'conflict';
}

/** A picture stays a picture: what was sent before opens as it now is. */
export class MaterialKindStays extends DomainError {
  readonly code = 'material.kind_stays';
  readonly kind = 'invalid';
}

/** The file named does not fit the kind, e.g. a brochure that is no PDF. */
export class MaterialFileUnfit extends DomainError<{ assetId: string }> {
  readonly code = 'material.file_unfit';
  readonly kind = 'invalid';
}

export class MaterialCoverUnfit extends DomainError<{ assetId: string }> {
  readonly code = 'material.cover_unfit';
  readonly kind = 'invalid';
}

/** Nothing that people could read or see is left of the text. */
export class MaterialEmpty extends DomainError {
  readonly code = 'material.empty';
  readonly kind = 'invalid';
}

/** A misspelt variable would be read by customers. */
export class UnknownVariable extends DomainError<{ names: string[] }> {
  readonly code = 'material.unknown_variable';
  readonly kind = 'invalid';
}

export class MaterialNotSendable extends DomainError<{ state: MaterialState }> {
  readonly code = 'material.not_sendable';
  readonly kind = 'conflict';
}

export class WayNotOffered extends DomainError<{ ways: readonly SendWay[] }> {
  readonly code = 'material.way_not_offered';
  readonly kind = 'invalid';
}

/** WeCom does not have the file yet; it is on its way. */
export class MaterialNotUploaded extends DomainError<{ retryAfterSeconds: number }> {
  readonly code = 'material.not_uploaded';
  readonly kind = 'unavailable';
}

export class SendNotFound extends DomainError<{ sendId: string }> {
  readonly code = 'send.not_found';
  readonly kind = 'not_found';
}

/** The key was used for something else. */
export class SendKeyTaken extends DomainError {
  readonly code = 'send.key_taken';
  readonly kind = 'conflict';
}

/** The task named is about another customer or group than the sending. */
export class SendTaskOfOther extends DomainError<{ taskId: string }> {
  readonly code = 'send.task_of_other';
  readonly kind = 'invalid';
}

export class FolderNotFound extends DomainError<{ folderId: string }> {
  readonly code = 'material.folder_not_found';
  readonly kind = 'not_found';
}

export class FolderTooDeep extends DomainError<{ max: number }> {
  readonly code = 'material.folder_too_deep';
  readonly kind = 'invalid';
}

/** Below itself a folder would be reached by nobody. */
export class FolderBelowItself extends DomainError {
  readonly code = 'material.folder_below_itself';
  readonly kind = 'invalid';
}

export class FolderNameTaken extends DomainError<{ name: string }> {
  readonly code = 'material.folder_name_taken';
  readonly kind = 'conflict';
}

export class TooManyFolders extends DomainError<{ max: number }> {
  readonly code = 'material.too_many_folders';
  readonly kind = 'limited';
}

/** The order must name every folder of the parent once: somebody has added or removed one meanwhile. */
export class FolderOrderIncomplete extends DomainError {
  readonly code = 'material.folder_order_incomplete';
  readonly kind = 'conflict';
}

export class VersionNotFound extends DomainError<{ version: number }> {
  readonly code = 'material.version_not_found';
  readonly kind = 'not_found';
}

export class ArticleNotReadable extends DomainError {
  readonly code = 'material.article_not_readable';
  readonly kind = 'invalid';
}
