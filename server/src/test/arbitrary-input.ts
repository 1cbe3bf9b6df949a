import fc from 'fast-check';
import { z } from 'zod';

/** As far as `z.toJSONSchema` writes it. */
interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  /** Of tuples. */
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** Texts that have broken something somewhere: ends of strings, names every object has, quotes, half characters, numbers in disguise. */
const NASTY = [
  '',
  ' ',
  '\0',
  'a\0b',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' OR 1=1 --",
  '%',
  '%_\\',
  '`;DROP TABLE customer;--',
  '😀'.repeat(20),
  '👩‍👩‍👧‍👦',
  '\uD800',
  '\uFEFF',
  '\u202Eabc',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '${1+1}',
  '{{客户昵称}}',
  'a'.repeat(5_000),
  '客'.repeat(3_000),
];

export const nastyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

const nastyNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE, 8.64e15 + 1),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

/** Values that exist, so that some requests find what they name. */
export interface Known {
  ids: readonly string[];
  /** By the name of the field: of the right kind there. */
  named: Readonly<Record<string, readonly string[]>>;
}

/** Any JSON at all, leaning towards trouble. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    nastyText,
    nastyNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(nastyText, fc.constantFrom('id', 'name', 'length', 'then')), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/**
 * Inputs for one part of a contract: mostly of its shape, so that they reach the code behind it, with a wrong or odd value here and
 * there.
 */
export function inputFor(schema: z.ZodType | undefined, known: Known): fc.Arbitrary<unknown> {
  if (!schema) return fc.constant(undefined);
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return fc.oneof({ weight: 8, arbitrary: shaped(described, known) }, { weight: 1, arbitrary: anyJson });
}

function shaped(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: valid(schema, known, name) }, { weight: 1, arbitrary: anyJson });
}

function valid(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => shaped(choice, known, name)));
  if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((item) => shaped(item, known)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known);
    case 'array':
      return fc.array(shaped(schema.items ?? {}, known, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, (schema.minItems ?? 0) + 5),
      });
    case 'string':
      return textOf(schema, known, name);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return anyJson;
  }
}

function objectOf(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const shapes = Object.fromEntries(properties.map(([name, property]) => [name, shaped(property, known, name)]));
  const record = fc.record(shapes, { requiredKeys: schema.required ?? [] });
  if (typeof schema.additionalProperties !== 'object') return record;
  const more = fc.dictionary(
    fc.oneof(fc.constantFrom('a', '__proto__'), nastyText),
    shaped(schema.additionalProperties, known),
    {
      maxKeys: 3,
    },
  );
  return fc.tuple(record, more).map(([own, others]) => ({ ...others, ...own }));
}

function textOf(schema: Schema, known: Known, name: string): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 5_000, pattern, format } = schema;
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  const matching = pattern ? new RegExp(pattern, 'u') : null;
  const existing = (known.named[name] ?? known.ids).filter(
    (value) => fits(value) && (!matching || matching.test(value)),
  );
  const own =
    format === 'uri'
      ? fc.webUrl()
      : matching
        ? textMatching(pattern!)
        : fc.oneof(
            fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 30) }),
            // As long as it may be, of characters of four bytes: what a column of so many characters must take.
            fc.constant('𠮷'.repeat(Math.floor(Math.min(maxLength, 3_000) / 2))),
            nastyText.filter(fits),
          );
  return existing.length > 0
    ? fc.oneof(
        { weight: /ids?$/i.test(name) ? 6 : 1, arbitrary: fc.constantFrom(...existing) },
        { weight: 1, arbitrary: own },
      )
    : own;
}

const matchers = new Map<string, fc.Arbitrary<string>>();

/** Taking a pattern apart costs more than all texts made of it, and most fields have the same few. */
function textMatching(pattern: string): fc.Arbitrary<string> {
  let matcher = matchers.get(pattern);
  if (!matcher) matchers.set(pattern, (matcher = fc.stringMatching(new RegExp(pattern, 'u'))));
  return matcher;
}

function numberOf({ type, minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.max(minimum, -(2 ** 53) + 1), Math.min(maximum, 2 ** 53 - 1)];
  const edges = fc.constantFrom(min, max, Math.min(max, min + 1));
  const within =
    type === 'integer'
      ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
      : fc.double({ min, max, noNaN: true });
  return fc.oneof(edges, within);
}
