/** Reading moments: doc 93333. */
import type { Sandbox } from '../sandbox.ts';
import { momentTaskKey, type Moment, type MomentReaction, type MomentTask } from '../world/moment-types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { pageOfRows, seconds, spanOf } from './page-of-rows.ts';
import type { Parameters } from './parameters.ts';

const base = '/cgi-bin/externalcontact';

export const getMomentList: Endpoint = {
  method: 'POST',
  path: `${base}/get_moment_list`,
  doc: '93333',
  title: '读取朋友圈列表',
  token: 'customer',
  errors: [50100],
  handle({ sandbox, body }) {
    const { from, to } = spanOf(body, 30);
    const creator = body.text('creator').toLowerCase();
    const filter = body.int('filter_type', { fallback: 2, min: 0, max: 2 });
    const limit = body.int('limit', { fallback: 20, min: 1, max: 20 });
    const rows = sandbox.world.moments.filter(
      (moment) =>
        isListed(sandbox, moment) &&
        moment.createdAt >= from &&
        moment.createdAt <= to &&
        (filter === 2 || (filter === 1) === (moment.creator !== '')) &&
        (!creator || moment.creator.toLowerCase() === creator),
    );
    const { page, next } = pageOfRows(rows, body, limit);
    return { moment_list: page.map(momentFields), next_cursor: next };
  },
};

/** Only company moments have members with tasks. */
export const getMomentTask: Endpoint = {
  method: 'POST',
  path: `${base}/get_moment_task`,
  doc: '93333',
  title: '读取朋友圈发表情况',
  token: 'customer',
  errors: [41059, 41060, 41067, 50100],
  handle({ sandbox, body }) {
    const { momentId } = companyMoment(sandbox, body);
    const limit = body.int('limit', { fallback: 500, min: 1, max: 1_000 });
    const { page, next } = pageOfRows([...sandbox.world.momentTasks.of(momentId)], body, limit);
    return {
      task_list: page.map(({ userId, publishedAt }) => ({ userid: userId, publish_status: publishedAt > 0 ? 1 : 0 })),
      next_cursor: next,
    };
  },
};

/** The chosen visible range, whether it was published or not. */
export const getMomentCustomerList: Endpoint = {
  method: 'POST',
  path: `${base}/get_moment_customer_list`,
  doc: '93333',
  title: '读取朋友圈的可见范围',
  token: 'customer',
  errors: [41059, 41060, 41061, 50100],
  handle({ sandbox, body }) {
    const { userId, customers } = taskOf(sandbox, body);
    const limit = body.int('limit', { fallback: 500, min: 1, max: 1_000 });
    const { page, next } = pageOfRows(customers, body, limit);
    return { customer_list: page.map((id) => ({ userid: userId, external_userid: id })), next_cursor: next };
  },
};

/** Who can see it; nobody before it was published. */
export const getMomentSendResult: Endpoint = {
  method: 'POST',
  path: `${base}/get_moment_send_result`,
  doc: '93333',
  title: '读取能看到朋友圈的客户',
  token: 'customer',
  errors: [41059, 41060, 41061, 50100],
  handle({ sandbox, body }) {
    const { visibleTo } = taskOf(sandbox, body);
    const limit = body.int('limit', { fallback: 3_000, min: 1, max: 5_000 });
    const { page, next } = pageOfRows(visibleTo, body, limit);
    return { customer_list: page.map((id) => ({ external_userid: id })), next_cursor: next };
  },
};

/** Who commented and who liked; what was said is not told. */
export const getMomentComments: Endpoint = {
  method: 'POST',
  path: `${base}/get_moment_comments`,
  doc: '93333',
  title: '读取朋友圈的互动',
  token: 'customer',
  errors: [41059, 41060, 41061, 41062],
  handle({ sandbox, body }) {
    const task = taskOf(sandbox, body);
    if (task.publishedAt === 0) fail(41062);
    const told = ({ by, at }: MomentReaction): Record<string, unknown> => ({
      [sandbox.world.customers.has(by) ? 'external_userid' : 'userid']: by,
      create_time: seconds(at),
    });
    return { comment_list: task.comments.map(told), like_list: task.likes.map(told) };
  },
};

export const momentEndpoints = [
  getMomentList,
  getMomentTask,
  getMomentCustomerList,
  getMomentSendResult,
  getMomentComments,
];

/** What a job makes is there when it is done; what a member prepares for herself is nothing yet before she publishes it. */
function isListed({ world }: Sandbox, { momentId, creator, jobId }: Moment): boolean {
  if (creator === '') return (world.momentJobs.get(jobId)?.doneAt ?? 0) <= Date.now();
  return [...world.momentTasks.of(momentId)].some((task) => task.publishedAt > 0);
}

/** Spaces at the end occur in the documents' samples, and are no part of an id. */
function momentOf(sandbox: Sandbox, body: Parameters): Moment {
  return sandbox.world.moments.get(body.text('moment_id', { missing: 41059 }).trim()) ?? fail(41060);
}

export function companyMoment(sandbox: Sandbox, body: Parameters): Moment {
  const moment = momentOf(sandbox, body);
  return moment.creator === '' ? moment : fail(41067);
}

function taskOf(sandbox: Sandbox, body: Parameters): MomentTask {
  const { momentId } = momentOf(sandbox, body);
  const userId = body.required('userid');
  return sandbox.world.momentTasks.get(momentTaskKey(momentId, userId)) ?? fail(41061, userId);
}

function momentFields(moment: Moment): Record<string, unknown> {
  const { momentId, creator, createdAt, isPartly, text, attachments } = moment;
  const images = attachments.filter((each) => each.kind === 'image');
  const video = attachments.find((each) => each.kind === 'video');
  const link = attachments.find((each) => each.kind === 'link');
  return {
    moment_id: momentId,
    ...(creator ? { creator } : {}),
    create_time: seconds(createdAt),
    create_type: creator ? 1 : 0,
    visible_type: isPartly ? 0 : 1,
    ...(text ? { text: { content: text } } : {}),
    ...(images.length > 0 ? { image: images.map(({ mediaId }) => ({ media_id: mediaId })) } : {}),
    ...(video ? { video: { media_id: video.mediaId } } : {}),
    ...(link ? { link: { title: link.title, url: link.linkUrl } } : {}),
  };
}
