import type { AuditEntryView } from '@zhike/shared/contracts/audit';
import type { WorkingHours } from '@zhike/shared/contracts/quality';
import { exactTime } from '../../../shared/format/time.ts';

const fieldNames: Record<string, string> = {
  name: '名称',
  role: '角色',
  departmentIds: '部门',
  tagIds: '标签',
  tagNames: '标签',
  tagCount: '标签数',
  members: '接待员工',
  duty: '接待时间',
  welcome: '欢迎语',
  spareUserId: '备用员工',
  standInUserId: '顶替员工',
  skipVerify: '免验证',
  remarkRule: '备注规则',
  remark: '备注',
  description: '描述',
  stageId: '阶段',
  groupId: '分组',
  ownerUserId: '负责人',
  color: '颜色',
  isDefault: '默认',
  sort: '顺序',
  moved: '移动了几个',
  add: '打上',
  remove: '移除',
  title: '标题',
  dueAt: '截止',
  kind: '种类',
  size: '大小',
  filter: '筛选条件',
  via: '方式',
  address: '来自',
  reason: '原因',
  until: '推迟到',
  count: '号码个数',
  fields: '改了哪些',
  customers: '客户数',
  addTagIds: '打上',
  removeTagIds: '移除',
  added: '打上',
  removed: '移除',
  assigneeUserId: '执行人',
  receptionChannelId: '接待渠道',
  opensMaterials: '资料在小程序里打开',
  stageIds: '顺序',
  group: '标签组',
  tags: '标签',
  code: '错误码',
  notifyOwner: '提醒群主',
  creditInviter: '记录邀请人',
  welcomeTask: '欢迎待办',
  text: '文字',
  attachment: '附件',
  notify: '通知群主',
  conversationIds: '显示的会话',
  conversationId: '会话',
  names: '标签',
  isOn: '启用',
  level: '风险等级',
  amount: '时长',
  hours: '工作时间',
  speaker: '检查谁的话',
  intercept: '企业微信拦截',
  state: '结果',
  unit: '单位',
  options: '选项',
  words: '敏感词',
  wordCount: '词数',
  addedWords: '增加的词',
  removedWords: '删去的词',
};

/** What the program calls by a word of its own. */
const valueNames: Record<string, Record<string, string>> = {
  kind: { text: '文本', number: '数字', date: '日期', single_choice: '单选', multiple_choice: '多选' },
  level: { high: '高', middle: '中', low: '低' },
  speaker: { member: '员工', customer: '客户', both: '双方' },
  intercept: { off: '不拦截', warn: '仅警告', block: '警告并禁止发送' },
  state: { open: '待质检', fine: '无问题', remind: '已提醒', violation: '违规' },
  role: { admin: '管理员', manager: '主管', rep: '员工' },
  via: { wecom: '在企业微信里', login: '扫码' },
  reason: { outsider: '不是本企业成员', out_of_range: '不在应用可见范围内', not_active: '账号已停用或离职' },
};

const times: ReadonlySet<string> = new Set(['dueAt', 'until']);
/** Of use to the program alone. */
const hidden: ReadonlySet<string> = new Set(['followUpId', 'fieldId', 'fieldIds']);

/** Names and values that differ between before and after, as text; long ones are cut. `subject` is how the sentence calls it. */
export function changesOf(
  { before, after }: Pick<AuditEntryView, 'before' | 'after'>,
  subject?: string,
): { name: string; from: string; to: string }[] {
  if (after && 'isEmptied' in after) return [filledIn(after)];
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .filter((name) => !hidden.has(name))
    .flatMap((name) => {
      const [from, to] = [show(name, before?.[name]), show(name, after?.[name])];
      const isSaid =
        name === 'name' && [`「${from}」`, `「${to}」`].includes(subject ?? '') && (from === '' || to === '');
      if (isSaid) return [];
      const label = fieldNames[name] ?? name;
      if (from !== to) return [{ name: label, from, to }];
      return isOtherDepartments(name, before, after) ? [{ name: label, from, to: `${to}(有调整)` }] : [];
    });
}

/** As many as before, but not the same. */
const isOtherDepartments = (name: string, before: AuditEntryView['before'], after: AuditEntryView['after']) =>
  name === 'departmentIds' &&
  show(name, before?.[name]) !== '' &&
  JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);

/** Of a customer's field the log holds which one, never what is in it. */
const filledIn = ({ name }: Record<string, unknown>) => ({ name: '字段', from: '', to: show('name', name) });

const MOST = 300;

const sayHours = ({ weekdays, from, to }: WorkingHours) =>
  `${weekdays.map((day) => `周${'一二三四五六日'[day - 1]}`).join('、')} ${from}–${to}`;

function show(name: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value) && value.length === 0) return '';
  if (name === 'departmentIds' && Array.isArray(value)) return `${value.length} 个部门`;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number' && times.has(name)) return exactTime(value);
  if (typeof value === 'string' && valueNames[name]?.[value]) return valueNames[name][value];
  if (name === 'options' && Array.isArray(value)) return cut(value.join('、'));
  if (name === 'hours' && typeof value === 'object') return sayHours(value as WorkingHours);
  return cut(typeof value === 'string' ? value : JSON.stringify(value));
}

const cut = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
