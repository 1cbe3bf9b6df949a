import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { type ActionForm, type HappeningForm, isSpeech, type MessageForm, type RuleForm } from './form.ts';
import { problemOfSetField } from './set-field-form.ts';
import type { WordsForm } from './words-form.ts';

/**
 * Sentences by the part of the form they belong to: `name`, `event`, `keywords`, `near`, `pattern`, `place`, `speaker`, `times`, `quiet`,
 * `hours`, `date`, `start`, `unless:<key>`, `within`, `filter`, `actions`, `action:<key>`, `cooldown`, `priority`, `window`.
 */
export type Problems = Record<string, string>;

const isWhole = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;

/** What keeps the form from being saved. The server checks the same again, and more: what only it can know. */
export function findProblems(form: RuleForm, fields: readonly CustomFieldView[]): Problems {
  const problems: Problems = {};
  const name = form.name.trim();
  if (name === '') problems.name = '请填写规则名称';
  else if (name.length > 40) problems.name = '规则名称最多 40 个字';
  addWhenProblems(form, problems);
  if (form.filterOn && form.filter === null) problems.filter = '请把条件填写完整,或改为所有客户';
  if (form.actions.length === 0) problems.actions = '至少选择一个动作';
  else if (form.actions.length > 10) problems.actions = '最多 10 个动作';
  for (const action of form.actions) {
    const problem = problemOfAction(action, fields);
    if (problem) problems[`action:${action.key}`] = problem;
  }
  if (!isWhole(form.cooldownHours, 0, 24 * 3650)) problems.cooldown = '请填写 0 或更大的整数';
  if (!isWhole(form.priority, 0, 1000)) problems.priority = '优先级请填 0–1000 的整数';
  if (form.activeFrom !== null && form.activeTo !== null && form.activeFrom >= form.activeTo)
    problems.window = '结束日期不能早于开始日期';
  return problems;
}

function addWhenProblems({ kind, event, message, date, absence }: RuleForm, problems: Problems): void {
  switch (kind) {
    case 'event':
      if (problemOfHappening(event)) problems.event = problemOfHappening(event)!;
      return;
    case 'message':
      addMessageProblems(message, problems);
      return;
    case 'date':
      if (date.date === '') problems.date = '请选择日期';
      else if (!isWhole(date.offsetDays, -365, 3650)) problems.date = '天数请填 -365 到 3650 之间的整数';
      return;
    case 'absence':
      if (problemOfHappening(absence.start)) problems.start = problemOfHappening(absence.start)!;
      if (absence.unless.length === 0) problems.unless = '至少选择一件没有发生的事';
      for (const one of absence.unless) {
        const problem = problemOfHappening(one);
        if (problem) problems[`unless:${one.key}`] = problem;
      }
      if (!isWhole(absence.within.count, 1, 1000)) problems.within = '请填写 1–1000 的整数';
  }
}

function problemOfHappening({ what, conditions, words }: HappeningForm): string | null {
  if (what === '') return '请选择事件';
  if (isSpeech(what)) {
    const problems: Problems = {};
    if (words) addWordsProblems(words, problems);
    return Object.values(problems)[0] ?? null;
  }
  return conditions.some(({ values }) => values.length === 0) ? '请把条件填写完整,或删除它' : null;
}

function addWordsProblems(form: WordsForm, problems: Problems): void {
  const { match, any, all, exact, nearOn, nearWords, patternOn, pattern } = form;
  if (match === 'contains') {
    if (any.length + all.length === 0 && !nearOn && !patternOn) problems.keywords = '至少填写一个关键词';
    if (nearOn && nearWords.length < 2) problems.near = '至少填写两个词';
    if (nearOn && !isWhole(form.nearWithin, 0, 200)) problems.near = '中间字数请填 0–200 的整数';
    if (patternOn && pattern.trim() === '') problems.pattern = '请填写正则表达式,或关闭它';
  }
  if (match === 'exact' && exact.length === 0) problems.keywords = '至少填写一句原话';
}

function addMessageProblems(form: MessageForm, problems: Problems): void {
  addWordsProblems(form, problems);
  if (form.match === 'whatever' && !form.timesOn && !form.quietOn)
    problems.keywords = '说什么都算时,请在下面设置次数或沉默天数';
  if (!form.inSingleChats && form.inGroups === 'none') problems.place = '至少选择单聊或群聊';
  if (form.inGroups === 'some' && form.chatIds.length === 0) problems.place = '请选择客户群';
  if (form.saidBy === 'rep' && !form.inSingleChats) problems.speaker = '群里员工说的话无法对应到某位客户';
  if (form.timesOn && !(isWhole(form.timesCount, 2, 100) && isWhole(form.timesHours, 1, 24 * 365)))
    problems.times = '次数请填 2–100,时间最长一年';
  if (form.quietOn && !isWhole(form.quietDays, 1, 3650)) problems.quiet = '天数请填 1–3650 的整数';
  else if (form.quietOn && form.saidBy !== 'customer') problems.quiet = '沉默天数只针对客户说的话';
  if (form.hoursOn && form.hours.weekdays.length === 0) problems.hours = '至少选择一天';
}

function problemOfAction(action: ActionForm, fields: readonly CustomFieldView[]): string | null {
  switch (action.kind) {
    case 'tag':
    case 'untag':
      return action.tagIds.length === 0 ? '请选择标签' : action.tagIds.length > 20 ? '最多 20 个标签' : null;
    case 'set_stage':
      return action.stageId === '' ? '请选择阶段' : null;
    case 'set_field':
      return problemOfSetField(action, fields);
    case 'assign':
      return problemOfPeople(action.userIds);
    case 'notify':
      if (action.text.trim() === '') return '请填写通知内容';
      return action.to.kind === 'members' ? problemOfPeople(action.to.userIds) : null;
    case 'create_task':
      if (action.title.trim() === '') return '请填写待办内容';
      if (action.dueInHours !== null && !isWhole(action.dueInHours, 1, 24 * 90)) return '期限请填 1 小时到 90 天';
      return action.to.kind === 'members' ? problemOfPeople(action.to.userIds) : null;
    case 'enrol_sop':
      return action.sopId === '' ? '请选择 SOP' : null;
    case 'webhook':
      return action.webhookId === '' ? '请选择 Webhook' : null;
  }
}

const problemOfPeople = (userIds: readonly string[]) =>
  userIds.length === 0 ? '请选择员工' : userIds.length > 50 ? '最多 50 位员工' : null;
