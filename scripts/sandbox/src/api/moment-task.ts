/** Company moments are created by a job, published by members: doc 95094, 97612. */
import { createMoment } from '../acts/moments/create-moment.ts';
import { randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Endpoint } from './endpoint.ts';
import { errorTexts, fail } from './errors.ts';
import { momentContentErrors, readMomentContent } from './moment-content.ts';
import { companyMoment } from './moment.ts';
import { readMomentRange } from './moment-range.ts';

const base = '/cgi-bin/externalcontact';
const minuteMs = 60_000;
const dayMs = 24 * 3_600_000;

export const addMomentTask: Endpoint = {
  method: 'POST',
  path: `${base}/add_moment_task`,
  doc: '95094',
  title: '创建企业朋友圈',
  token: 'customer',
  errors: [41078, 41210, ...momentContentErrors],
  handle({ sandbox, body, now }) {
    const content = readMomentContent(sandbox, body);
    const { customersBy, isPartly, ...invalid } = readMomentRange(sandbox, body);
    const { limits, rates, settings, world } = sandbox;
    if (rates.countIn('moments a minute', now, minuteMs) > limits.momentsPerMinute) fail(45009);
    if (rates.countIn('moments a month', now, 30 * dayMs) > limits.momentsPerMonth) fail(41210);
    if (runningJobs(sandbox) >= limits.momentJobs) fail(41078);
    const jobId = randomText(64);
    // Nobody to publish it: the job ends with a failure. The documents name no code for that.
    const errcode = customersBy.size === 0 ? 81013 : 0;
    const moment =
      errcode === 0 ? createMoment(sandbox, { jobId, creator: '', isPartly, customersBy, ...content }) : null;
    world.momentJobs.put({
      jobId,
      createdAt: now,
      doneAt: Date.now() + settings.momentJobMs,
      runsMs: settings.momentJobMs,
      errcode,
      errmsg: errcode === 0 ? 'ok' : errorTexts[errcode],
      momentId: moment?.momentId ?? '',
      ...invalid,
    });
    return { jobid: jobId };
  },
};

/** Started, running, done: the moment's id comes with the last. Kept for 24 hours. */
export const getMomentTaskResult: Endpoint = {
  method: 'GET',
  path: `${base}/get_moment_task_result`,
  doc: '95094',
  title: '读取创建朋友圈的结果',
  token: 'customer',
  errors: [],
  handle({ sandbox, query, now }) {
    const job = sandbox.world.momentJobs.get(query.required('jobid'));
    if (!job || now - job.createdAt >= dayMs) return fail(40035, 'jobid');
    const left = job.doneAt - Date.now();
    const status = left <= 0 ? 3 : left > job.runsMs / 2 ? 1 : 2;
    const type = 'add_moment_task';
    if (status !== 3) return { status, type };
    const { errcode, errmsg, momentId, invalidUsers, invalidDepartments, invalidTags } = job;
    return {
      status,
      type,
      result: {
        errcode,
        errmsg,
        ...(momentId ? { moment_id: momentId } : {}),
        invalid_sender_list: { user_list: invalidUsers, department_list: invalidDepartments },
        invalid_external_contact_list: { tag_list: invalidTags },
      },
    };
  },
};

/** What was published stays. */
export const cancelMomentTask: Endpoint = {
  method: 'POST',
  path: `${base}/cancel_moment_task`,
  doc: '97612',
  title: '停止发表企业朋友圈',
  token: 'customer',
  errors: [41059, 41060, 41067],
  handle({ sandbox, body, now }) {
    const moment = companyMoment(sandbox, body);
    // A second time changes nothing.
    if (moment.cancelledAt > 0) return;
    sandbox.world.moments.put({ ...moment, cancelledAt: now });
    const text = '朋友圈任务被停止,没发表的不再发表';
    sandbox.live.tell({ kind: 'moment', momentId: moment.momentId, userId: '', change: 'cancelled', text });
  },
};

export const momentTaskEndpoints = [addMomentTask, getMomentTaskResult, cancelMomentTask];

function runningJobs(sandbox: Sandbox): number {
  let running = 0;
  for (const job of sandbox.world.momentJobs.values()) if (job.doneAt > Date.now()) running += 1;
  return running;
}
