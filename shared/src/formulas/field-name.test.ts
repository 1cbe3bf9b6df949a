import { expect, test } from 'vitest';
import { fieldIdOf, isNameOfField, nameOfField } from './field-name.ts';

test('a custom field goes by its id, and is found again by it', () => {
  expect(nameOfField('01JABC')).toBe('field.01jabc');
  expect(fieldIdOf('field.01jabc')).toBe('01JABC');
  expect([isNameOfField('field.01jabc'), isNameOfField('added_at')]).toEqual([true, false]);
});
