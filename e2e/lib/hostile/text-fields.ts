import { hostileFor, isHostile, type Schema } from './hostile-text.ts';

/** Zod's schemas as they describe themselves: what of them leads further. */
interface Definition {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  options?: Schema[];
  innerType?: Schema;
  getter?: () => Schema;
  in?: Schema;
  valueType?: Schema;
  /** Of a literal. */
  values?: (string | number | boolean)[];
}
const definitionOf = (schema: Schema) => (schema as unknown as { _zod: { def: Definition } })._zod.def;

/** By these, what is there already is named; nobody reads them. */
const NAMES = /(Ids?|^cursor|^idempotencyKey)$/;

/** What an optional, nullable or defaulted schema is about. */
function coreOf(schema: Schema): Schema {
  const { innerType, getter } = definitionOf(schema);
  const inner = innerType ?? getter?.();
  return inner ? coreOf(inner) : schema;
}

/** A text as it is sent: what is done to it afterwards (trimming, counting its bytes) is part of the schema. */
function isText(schema: Schema): boolean {
  const { type, in: before } = definitionOf(schema);
  return type === 'string' || (type === 'pipe' && isText(coreOf(before!)));
}

/** A language of its own, as that of filters: it is looked into as a whole. */
function isOpaque(schema: Schema): boolean {
  const { type, in: before } = definitionOf(schema);
  return ['custom', 'unknown', 'any'].includes(type) || (type === 'pipe' && isOpaque(coreOf(before!)));
}

type Shape = Record<string, Schema>;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const literalOf = (schema: Schema) => definitionOf(coreOf(schema)).values?.[0];

/** Of a union: which one this is, `<link>`; empty where nothing tells it from the others. */
function markOf(option: Schema): string {
  const literals = Object.values(definitionOf(coreOf(option)).shape ?? {}).map(literalOf);
  const literal = literals.find((one) => one !== undefined);
  return literal === undefined ? '' : `<${literal}>`;
}

function isOfOption(option: Schema, value: unknown): boolean {
  const { shape } = definitionOf(coreOf(option));
  if (!shape) return true;
  return (
    isRecord(value) &&
    Object.entries(shape).every(([name, field]) => literalOf(field) === undefined || literalOf(field) === value[name])
  );
}

/** Every field of a schema that takes a text of one's own, by its path, and whether one of `values` has a hostile one there. */
export function textFields(given: Schema, values: unknown[], path = ''): Map<string, boolean> {
  const schema = coreOf(given);
  const { type, shape, element, options, valueType, in: before } = definitionOf(schema);
  const here = values.filter((value) => value !== undefined && value !== null);
  if (isOpaque(schema)) return new Map([[path, here.some((value) => isHostile(JSON.stringify(value)))]]);
  if (isText(schema)) return new Map(hostileFor(schema) === null ? [] : [[path, here.some(isHostile)]]);
  if (type === 'pipe') return textFields(before!, values, path);
  if (element) return textFields(element, here.flat(), `${path}[]`);
  if (valueType) return textFields(valueType, here.filter(isRecord).flatMap(Object.values), `${path}{}`);
  const parts = options
    ? options.map((option) =>
        textFields(
          option,
          here.filter((value) => isOfOption(option, value)),
          path + markOf(option),
        ),
      )
    : Object.entries(shape ?? {})
        .filter(([name]) => !NAMES.test(name))
        .map(([name, field]) =>
          textFields(
            field,
            here.filter(isRecord).map((value) => value[name]),
            path ? `${path}.${name}` : name,
          ),
        );
  return new Map(parts.flatMap((part) => [...part]));
}

/** `value` with a hostile text in every field of the schema that takes one and has none yet. */
export function fillIn(given: Schema, value: unknown, name = ''): unknown {
  const schema = coreOf(given);
  const { type, shape, element, options, in: before } = definitionOf(schema);
  if (value === null || NAMES.test(name) || isOpaque(schema)) return value;
  if (isText(schema)) return value ?? hostileFor(schema) ?? undefined;
  if (type === 'pipe') return fillIn(before!, value, name);
  if (element && value !== undefined) return (value as unknown[]).map((item) => fillIn(element, item, name));
  if (element) {
    const item = isText(coreOf(element)) ? fillIn(element, undefined, name) : undefined;
    return item === undefined ? undefined : [item];
  }
  if (options) {
    const option = options.find((one) => isRecord(value) && isOfOption(one, value));
    return option && value !== undefined ? fillIn(option, value, name) : value;
  }
  if (!shape || !isRecord(value)) return value;
  return { ...value, ...filled(shape, value) };
}

const filled = (shape: Shape, value: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(shape)
      .map(([name, field]) => [name, fillIn(field, value[name], name)] as const)
      .filter(([, filledIn]) => filledIn !== undefined),
  );
