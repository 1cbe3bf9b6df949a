/** Intercept rules for sensitive words (敏感词拦截): doc 95097. The documents list no codes of their own. */
import { newInterceptRuleId } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { InterceptRule } from '../world/types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { memberInRange } from './external-contact.ts';
import { Parameters } from './parameters.ts';

const mostRules = 100;
const mostWords = 300;
const mostAtOnce = 1_000;
const mostUsers = 10_000;
const rangeErrors = [60111, 50002, 40066] as const;

export const addInterceptRule: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_intercept_rule',
  doc: '95097',
  title: '新建敏感词规则',
  token: 'customer',
  errors: rangeErrors,
  handle({ sandbox, body, now }) {
    const name = body.required('rule_name', { maxChars: 20 });
    const words = wordsOf(body);
    const semantics = semanticsOf(body);
    const interceptType = typeOf(body);
    const range = body.object('applicable_range') ?? fail(40063, 'applicable_range');
    if (sandbox.world.interceptRules.size >= mostRules) fail(40058, 'at most 100 rules');
    const rule: InterceptRule = {
      ruleId: newInterceptRuleId(),
      name,
      words,
      semantics,
      interceptType,
      ...rangeOf(sandbox, range),
      createdAt: now,
    };
    if (rule.users.length + rule.departments.length === 0) fail(40063, 'applicable_range');
    sandbox.world.interceptRules.put(rule);
    return { rule_id: rule.ruleId };
  },
};

export const getInterceptRuleList: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/externalcontact/get_intercept_rule_list',
  doc: '95097',
  title: '读取敏感词规则列表',
  token: 'customer',
  errors: [],
  handle: ({ sandbox }) => ({
    rule_list: [...sandbox.world.interceptRules.values()].map(({ ruleId, name, createdAt }) => ({
      rule_id: ruleId,
      rule_name: name,
      create_time: Math.floor(createdAt / 1_000),
    })),
  }),
};

/** The sample of the documents has the semantics at the top, their table inside `extra_rule`: both are answered. */
export const getInterceptRule: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_intercept_rule',
  doc: '95097',
  title: '读取敏感词规则',
  token: 'customer',
  errors: [],
  handle({ sandbox, body }) {
    const rule = ruleOf(sandbox, body);
    return {
      rule: {
        rule_id: rule.ruleId,
        rule_name: rule.name,
        word_list: rule.words,
        semantics_list: rule.semantics,
        extra_rule: { semantics_list: rule.semantics },
        intercept_type: rule.interceptType,
        applicable_range: { user_list: rule.users, department_list: rule.departments },
      },
    };
  },
};

/** Each given field replaces the old value; the range is changed by what is added and removed. */
export const updateInterceptRule: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/update_intercept_rule',
  doc: '95097',
  title: '更新敏感词规则',
  token: 'customer',
  errors: rangeErrors,
  handle({ sandbox, body }) {
    const next = { ...ruleOf(sandbox, body) };
    if (body.has('rule_name')) next.name = body.required('rule_name', { maxChars: 20 });
    if (body.has('word_list')) next.words = wordsOf(body);
    const extra = body.object('extra_rule');
    if (extra) next.semantics = semanticsOf(extra);
    if (body.has('intercept_type')) next.interceptType = typeOf(body);
    const added = rangeOf(sandbox, body.object('add_applicable_range') ?? new Parameters({}));
    const removed = body.object('remove_applicable_range') ?? new Parameters({});
    const goneUsers = removed.texts('user_list', { max: mostAtOnce }).map((userId) => userId.toLowerCase());
    const goneDepartments = removed.ints('department_list', { max: mostAtOnce });
    next.users = [...new Set([...next.users, ...added.users])].filter((id) => !goneUsers.includes(id.toLowerCase()));
    next.departments = [...new Set([...next.departments, ...added.departments])].filter(
      (id) => !goneDepartments.includes(id),
    );
    if (next.users.length > mostUsers) fail(40058, 'at most 10000 users');
    sandbox.world.interceptRules.put(next);
  },
};

export const delInterceptRule: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/del_intercept_rule',
  doc: '95097',
  title: '删除敏感词规则',
  token: 'customer',
  errors: [],
  handle({ sandbox, body }) {
    sandbox.world.interceptRules.delete(ruleOf(sandbox, body).ruleId);
  },
};

export const interceptRuleEndpoints = [
  addInterceptRule,
  getInterceptRuleList,
  getInterceptRule,
  updateInterceptRule,
  delInterceptRule,
];

function ruleOf(sandbox: Sandbox, body: Parameters): InterceptRule {
  return sandbox.world.interceptRules.get(body.required('rule_id')) ?? fail(40058, 'rule_id');
}

function wordsOf(body: Parameters): string[] {
  const words = body.texts('word_list', { missing: 40063, max: mostWords });
  if (words.length === 0) fail(40063, 'word_list');
  for (const word of words) if (word === '' || [...word].length > 32) fail(40058, 'word_list');
  return words;
}

/** 1 phone numbers, 2 e-mail addresses, 3 red packets. */
function semanticsOf(body: Parameters): number[] {
  const semantics = body.ints('semantics_list');
  for (const one of semantics) if (one < 1 || one > 3) fail(40058, 'semantics_list');
  return semantics;
}

/** 1 warns and blocks, 2 warns. */
const typeOf = (body: Parameters) => body.int('intercept_type', { missing: 40063, min: 1, max: 2 }) as 1 | 2;

function rangeOf(sandbox: Sandbox, range: Parameters): Pick<InterceptRule, 'users' | 'departments'> {
  const departments = range.ints('department_list', { max: mostAtOnce });
  for (const id of departments) if (!sandbox.world.departments.has(String(id))) fail(40066, String(id));
  const users = range.texts('user_list', { max: mostAtOnce }).map((userId) => memberInRange(sandbox, userId).userId);
  return { users, departments };
}
