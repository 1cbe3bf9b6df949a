import { z } from 'zod';

/** What a message must say: for automation rules (关键词触发) and quality checks (敏感词). All given parts must hold. */

/** At least one visible character; wide and narrow forms and upper and lower case are the same to the matcher. */
export const Keyword = z.string().trim().min(1, '关键词不能为空').max(32, '一个关键词最多 32 个字');
const words = (max: number) => z.array(Keyword).max(max).default([]);

/** Words said near each other, in any order: between them at most `within` other characters. */
export const NearWords = z.strictObject({
  words: z.array(Keyword).min(2, '至少填写两个词').max(5, '最多 5 个词'),
  within: z.int().min(0).max(200),
});

export const KeywordMatch = z
  .strictObject({
    /** One of these is in the message. */
    any: words(1_000),
    /** Each of these is. */
    all: words(20),
    /** None of these is. */
    none: words(1_000),
    /** The message is one of these and nothing else but spaces and punctuation at its ends. */
    exact: words(1_000),
    near: NearWords.nullable().default(null),
    /** A regular expression of RE2's language (no backreferences, no lookaround), on the normalised text. */
    pattern: z.string().max(200, '正则表达式最多 200 个字符').nullable().default(null),
  })
  .superRefine((value, context) => {
    const { any, all, exact, near, pattern } = value;
    if (any.length + all.length + exact.length === 0 && !near && !pattern)
      context.addIssue({ code: 'custom', path: ['any'], message: '至少填写一个关键词' });
    if (exact.length > 0 && any.length + all.length > 0)
      context.addIssue({ code: 'custom', path: ['exact'], message: '「完全等于」不能和「包含」一起使用' });
  });
export type KeywordMatch = z.infer<typeof KeywordMatch>;
export type KeywordMatchInput = z.input<typeof KeywordMatch>;
