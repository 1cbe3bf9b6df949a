import type { CallOptions, WecomCaller } from '../call.ts';

export interface InterceptRange {
  userIds: string[];
  departmentIds: number[];
}

export interface InterceptRuleFields {
  /** 1–20 characters. */
  name: string;
  /** 1–300 words of 1–32 characters. */
  words: string[];
  /** What happens to a member who writes one. */
  does: 'block' | 'warn';
}

const PATH = '/cgi-bin/externalcontact';

/** 敏感词拦截 (doc 95097): WeCom's clients stop or warn members themselves. At most 100 rules; only those of this app are seen. */
export function interceptRuleApi(caller: WecomCaller) {
  return {
    /** On `wecom.unknown_outcome` look it up by name (`list`) before trying again. Ranges ≤ 1,000 each. */
    async add(rule: InterceptRuleFields & { range: InterceptRange }, options?: CallOptions): Promise<string> {
      const reply = await caller.call<{ rule_id: string }>(
        {
          method: 'POST',
          path: `${PATH}/add_intercept_rule`,
          effect: 'creates',
          body: { ...fieldsBody(rule), applicable_range: rangeBody(rule.range) },
        },
        options,
      );
      return reply.rule_id;
    },

    async list(options?: CallOptions): Promise<{ ruleId: string; name: string }[]> {
      const reply = await caller.call<{ rule_list?: { rule_id: string; rule_name: string }[] }>(
        { method: 'GET', path: `${PATH}/get_intercept_rule_list`, effect: 'read' },
        options,
      );
      return (reply.rule_list ?? []).map((rule) => ({ ruleId: rule.rule_id, name: rule.rule_name }));
    },

    /** For whom a rule is. */
    async rangeOf(ruleId: string, options?: CallOptions): Promise<InterceptRange> {
      const reply = await caller.call<{
        rule: { applicable_range?: { user_list?: string[]; department_list?: number[] } };
      }>({ method: 'POST', path: `${PATH}/get_intercept_rule`, effect: 'read', body: { rule_id: ruleId } }, options);
      const { user_list: userIds = [], department_list: departmentIds = [] } = reply.rule.applicable_range ?? {};
      return { userIds, departmentIds };
    },

    /** Each given field replaces the old value; the range is changed by what is added and removed, ≤ 1,000 each. */
    async update(
      ruleId: string,
      { add, remove, ...rule }: InterceptRuleFields & { add: InterceptRange; remove: InterceptRange },
      options?: CallOptions,
    ): Promise<void> {
      await caller.call(
        {
          method: 'POST',
          path: `${PATH}/update_intercept_rule`,
          effect: 'idempotent',
          body: {
            rule_id: ruleId,
            ...fieldsBody(rule),
            ...(isEmpty(add) ? {} : { add_applicable_range: rangeBody(add) }),
            ...(isEmpty(remove) ? {} : { remove_applicable_range: rangeBody(remove) }),
          },
        },
        options,
      );
    },

    async remove(ruleId: string, options?: CallOptions): Promise<void> {
      await caller.call(
        { method: 'POST', path: `${PATH}/del_intercept_rule`, effect: 'idempotent', body: { rule_id: ruleId } },
        options,
      );
    },
  };
}

const fieldsBody = ({ name, words, does }: InterceptRuleFields) => ({
  rule_name: name,
  word_list: words,
  intercept_type: does === 'block' ? 1 : 2,
});
const rangeBody = ({ userIds, departmentIds }: InterceptRange) => ({
  ...(userIds.length > 0 ? { user_list: userIds } : {}),
  ...(departmentIds.length > 0 ? { department_list: departmentIds } : {}),
});
const isEmpty = ({ userIds, departmentIds }: InterceptRange) => userIds.length + departmentIds.length === 0;
