import { emptyForm, emptyStep, type SopForm, type StartKind, type StepForm } from './form.ts';

const step = (key: string, start: StartKind, part: Partial<StepForm>): StepForm => ({
  ...emptyStep(key, start),
  ...part,
});

export interface SopTemplate {
  key: string;
  title: string;
  text: string;
  form: SopForm;
}

/** Ready-made ones to begin with; what only the corp knows (materials, stages) is left to be chosen. */
export const sopTemplates: readonly SopTemplate[] = [
  {
    key: 'welcome',
    title: '新客 7 天跟进',
    text: '添加好友后打招呼、发资料、打电话、发案例,四步不漏。',
    form: {
      ...emptyForm,
      name: '新客 7 天跟进',
      steps: [
        step('1', 'added', {
          title: '打个招呼',
          moment: 'minutes',
          count: 10,
          deed: 'other',
          note: '介绍自己,问清需求',
        }),
        step('2', 'added', { title: '发产品资料', count: 2, time: '10:00' }),
        step('3', 'added', {
          title: '电话回访',
          count: 4,
          time: '15:00',
          deed: 'call',
          note: '问对资料的看法,约上门时间',
        }),
        step('4', 'added', { title: '发一个案例', count: 8, time: '10:00' }),
      ],
    },
  },
  {
    key: 'quote',
    title: '报价后 3 步',
    text: '客户进入报价阶段后,按天跟进,直到有回复。',
    form: {
      ...emptyForm,
      name: '报价后 3 步',
      start: 'stage',
      replied: true,
      steps: [
        step('1', 'stage', {
          title: '确认收到报价',
          moment: 'hours',
          count: 2,
          deed: 'other',
          note: '问报价单是否看得明白',
        }),
        step('2', 'stage', { title: '发同类案例', count: 3, time: '10:00' }),
        step('3', 'stage', { title: '电话问决定', count: 6, time: '15:00', deed: 'call', note: '问还有什么顾虑' }),
      ],
    },
  },
  {
    key: 'birthday',
    title: '生日关怀',
    text: '每年生日前一天准备,当天早上祝福。',
    form: {
      ...emptyForm,
      name: '生日关怀',
      start: 'date',
      daysOff: 'as_is',
      steps: [
        step('1', 'date', {
          title: '准备生日祝福',
          moment: 'before',
          count: 1,
          deed: 'other',
          note: '想好要说的话和小礼物',
        }),
        step('2', 'date', {
          title: '送上祝福',
          count: 1,
          time: '09:00',
          deed: 'other',
          note: '发一条亲手写的生日祝福',
        }),
      ],
    },
  },
];
