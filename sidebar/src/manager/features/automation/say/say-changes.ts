/** What people call the settings of a rule. */
const settingNames: Record<string, string> = {
  name: '名称',
  when: '触发条件',
  filter: '客户条件',
  scope: '作用范围',
  actions: '动作',
  cooldownHours: '冷却时间',
  priority: '优先级',
  stopsOthers: '和其他规则的关系',
  activeFrom: '开始日期',
  activeTo: '结束日期',
};

/** What a version changed. */
export function sayChanges(changed: readonly string[], isFirst: boolean): string {
  if (isFirst) return '新建';
  if (changed.length === 0) return '没有改动';
  return `改了${changed.map((field) => settingNames[field] ?? field).join('、')}`;
}
