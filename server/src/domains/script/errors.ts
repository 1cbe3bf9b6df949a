import { DomainError } from '../../platform/errors.ts';

/** There is none, it is somebody's own, or for other departments: strangers are not told which. */
export class ScriptNotFound extends DomainError<{ scriptId: string }> {
  readonly code = 'script.not_found';
  readonly kind = 'not_found';
}

export class ScriptCategoryNotFound extends DomainError<{ categoryId: string }> {
  readonly code = 'script.category_not_found';
  readonly kind = 'not_found';
}

/** What belongs to the company is kept by managers. */
export class ScriptNotYours extends DomainError {
  readonly code = 'script.not_yours';
  readonly kind = 'forbidden';
}

/** Somebody saved it after the editor had been opened. */
export class ScriptChangedMeanwhile extends DomainError<{ version: number }> {
  readonly code = 'script.changed_meanwhile';
  readonly kind = 'conflict';
}

/** A misspelt variable would be read by customers. */
export class UnknownScriptVariable extends DomainError<{ names: string[] }> {
  readonly code = 'script.unknown_variable';
  readonly kind = 'invalid';
}

export class ScriptCategoryInUse extends DomainError<{ scripts: number; categories: number }> {
  readonly code = 'script.category_in_use';
  readonly kind = 'conflict';
}

export class ScriptCategoryNameTaken extends DomainError<{ name: string }> {
  readonly code = 'script.category_name_taken';
  readonly kind = 'conflict';
}

export class ScriptCategoryTooDeep extends DomainError {
  readonly code = 'script.category_too_deep';
  readonly kind = 'invalid';
}

/** One's own script stands in one's own category, the company's in the company's. */
export class ScriptCategoryOfOther extends DomainError {
  readonly code = 'script.category_of_other';
  readonly kind = 'invalid';
}

/** The order given does not name exactly what there is now. */
export class ScriptOrderIncomplete extends DomainError {
  readonly code = 'script.order_incomplete';
  readonly kind = 'conflict';
}

export class TooManyScriptCategories extends DomainError<{ max: number }> {
  readonly code = 'script.too_many_categories';
  readonly kind = 'limited';
}

export class TooManyScripts extends DomainError<{ max: number }> {
  readonly code = 'script.too_many';
  readonly kind = 'limited';
}
