import { NAMELESS } from './welcome-text.ts';
import { cutToUtf8Bytes } from './utf8-bytes.ts';

/** What is known when words are filled in; null: not known, said in a way that always fits. */
export interface ScriptValues {
  客户昵称: string | null;
  客户备注: string | null;
  员工姓名: string;
  员工职位: string | null;
  企业名称: string | null;
  /** As people say it: 11月28日. */
  今天日期: string;
}

/** What can stand in scripts and materials of words, and is filled in for whom they are sent to. */
export const scriptVariables = [
  '客户昵称',
  '客户备注',
  '员工姓名',
  '员工职位',
  '企业名称',
  '今天日期',
] as const satisfies readonly (keyof ScriptValues)[];
export type ScriptVariable = (typeof scriptVariables)[number];

const VARIABLE = /\{([^{}\s]{1,12})\}/g;
/** WeCom's limit of a text, bytes. */
const MAX_BYTES = 4000;

/** Names in braces that nothing will be filled in for, as written; misspelt ones would be read by customers. */
export function unknownVariables(text: string): string[] {
  const known: readonly string[] = scriptVariables;
  const found = [...text.matchAll(VARIABLE)].map((match) => match[1]!);
  return [...new Set(found.filter((name) => /\p{Script=Han}/u.test(name) && !known.includes(name)))];
}

/** Fills in what is known, in one pass: a nickname that looks like a variable stays a nickname. */
export function fillScript(text: string, values: ScriptValues): string {
  const nickname = values.客户昵称?.trim() || NAMELESS;
  const all: ScriptValues = { ...values, 客户昵称: nickname, 客户备注: values.客户备注?.trim() || nickname };
  const filled = text.replaceAll(VARIABLE, (written, name: string) =>
    name in all ? (all[name as ScriptVariable] ?? '') : written,
  );
  return cutToUtf8Bytes(filled, MAX_BYTES);
}
