import type { LiveEvent } from '../../src/control/live-event.ts';
import type { Pane } from '../api/selection.tsx';

export interface StoryStep {
  /** `data-tour` of the control it points at. */
  target: string;
  /** Where that control is on a narrow screen. */
  pane: Pane;
  title: string;
  text: string;
  /** Goes on by itself when this is on the page … */
  doneWhenShown?: string;
  /** … or when this happens. Without either, 下一步 does it. */
  doneWhenHappens?: (event: LiveEvent) => boolean;
}

/** The main story in two minutes: scan → welcome → sidebar → tag → task. */
export const story: StoryStep[] = [
  {
    target: 'phone-scan',
    pane: 'phone',
    title: '客户拿起手机',
    text: '这是一位还不认识任何员工的客户。点「扫一扫」。',
    doneWhenShown: 'phone-codes',
  },
  {
    target: 'phone-codes',
    pane: 'phone',
    title: '对准一个渠道活码',
    text: '展会、门店、公众号……每个渠道一个码。选一个，看企业微信把她引给谁。',
    doneWhenShown: 'phone-add',
  },
  {
    target: 'phone-add',
    pane: 'phone',
    title: '添加到通讯录',
    text: '点下去的一刻，企业微信会把「新增客户」加密通知给知客。看看下方的实时动态。',
    doneWhenHappens: (event) =>
      event.kind === 'relation' && (event.change === 'added' || event.change === 'half_added'),
  },
  {
    target: 'phone-screen',
    pane: 'phone',
    title: '欢迎语自己到了',
    text: '企业微信只给 20 秒。知客按渠道和时段选好文字、图片和链接，不用员工动手。',
  },
  {
    target: 'live',
    pane: 'live',
    title: '一两秒里发生了什么',
    text: '回调到达 → 先存好再答复 → 欢迎、建档、打标签、派任务。点任意一行可以看原文。',
  },
  {
    target: 'sidebar',
    pane: 'wecom',
    title: '员工一打开聊天，就知道她是谁',
    text: '这是知客真实的侧边栏：从哪个渠道来、有什么标签、下一步该做什么。',
  },
  {
    target: 'sidebar',
    pane: 'wecom',
    title: '打一个标签',
    text: '在侧边栏点「打标签」，选一个。它会立刻写回企业微信。',
    doneWhenHappens: (event) =>
      event.kind === 'api-call' && event.call.path.endsWith('/mark_tag') && event.call.errcode === 0,
  },
  {
    target: 'app-conversation',
    pane: 'wecom',
    title: '第一个跟进任务',
    text: '知客已经把新客户和要做的事发给了员工。打开「知客」会话。',
    doneWhenShown: 'app-message',
  },
  {
    target: 'app-message',
    pane: 'wecom',
    title: '故事讲完了',
    text: '接下来随便试：快进一天看任务提醒，在「故障」里断网、重复、乱序，看知客什么也不丢。',
  },
];

/** How many steps ahead somebody may run (adding without a code skips two). */
const LOOK_AHEAD = 2;

/** The step to stand on, given what is shown now and what has just happened. */
export function nextStep(current: number, isShown: (target: string) => boolean, events: LiveEvent[]): number {
  for (let index = Math.min(current + LOOK_AHEAD, story.length - 1); index >= current; index -= 1) {
    const step = story[index];
    if (!step) continue;
    const { doneWhenHappens, doneWhenShown } = step;
    const happened = doneWhenHappens !== undefined && events.some(doneWhenHappens);
    // Looking ahead only at happenings: a sheet that is still open from before is no progress.
    const shown = index === current && doneWhenShown !== undefined && isShown(doneWhenShown);
    if (happened || shown) return Math.min(index + 1, story.length - 1);
  }
  return current;
}
