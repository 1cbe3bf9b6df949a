const PREFIX = 'field.';

/** Filters and rules name a custom field by its id in small letters. */
export const nameOfField = (fieldId: string) => `${PREFIX}${fieldId.toLowerCase()}`;
export const fieldIdOf = (name: string) => name.slice(PREFIX.length).toUpperCase();

/** Whether it is a custom field that goes by this name. */
export const isNameOfField = (name: string) => name.startsWith(PREFIX);
