import { posterVariables, type PosterValues } from '@zhike/shared/formulas/poster/variables';

/** What a poster is tried with before anybody gets it. */
export const samples: readonly { id: string; name: string; values: PosterValues }[] = [
  { id: 'usual', name: '普通名字', values: valuesOf({}) },
  {
    id: 'long',
    name: '很长的名字',
    values: valuesOf({
      客户昵称: '欧阳娜娜🌸👨‍👩‍👧‍👦 Alexandrina-Konstantinopolitanskaya',
      员工姓名: '尉迟·阿卜杜热合曼',
      员工职位: '华东大区高级客户成功顾问',
      企业名称: '上海知客信息科技发展(集团)股份有限公司',
    }),
  },
  { id: 'emoji', name: '带表情的名字', values: valuesOf({ 客户昵称: '🌸小雨☔️✨', 员工姓名: '小张🎈' }) },
  { id: 'nameless', name: '没有名字', values: valuesOf({ 客户昵称: undefined, 员工职位: '' }) },
];

function valuesOf(texts: PosterValues['texts']): PosterValues {
  return { texts: { ...posterVariables, ...texts }, link: 'https://example.com/u/sample' };
}
