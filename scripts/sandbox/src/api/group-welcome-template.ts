/** Group welcome templates (入群欢迎语素材): doc 92366. Which one a group uses is chosen by its owner in the client. */
import type { ChatContent } from '../control/views.ts';
import { randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GroupWelcomeTemplate } from '../world/group-types.ts';
import { attachmentErrors, readAttachments } from './attachments.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** At most one is used; when several are given, the first of these. */
const kinds = ['image', 'link', 'miniprogram', 'file', 'video'] as const;
const base = '/cgi-bin/externalcontact/group_welcome_template';

export const addGroupWelcome: Endpoint = {
  method: 'POST',
  path: `${base}/add`,
  doc: '92366',
  title: '新建入群欢迎语',
  token: 'customer',
  errors: [41055, ...attachmentErrors],
  handle({ sandbox, body, now }) {
    const { world, limits } = sandbox;
    const content = readContent(sandbox, body);
    body.int('notify', { fallback: 1, min: 0, max: 1 });
    if (world.groupWelcomes.size >= limits.groupWelcomes) fail(41055);
    const templateId = `msg${randomText(29)}`;
    world.groupWelcomes.put({ templateId, createdBy: 'app', ...content, createdAt: now });
    return { template_id: templateId };
  },
};

export const editGroupWelcome: Endpoint = {
  method: 'POST',
  path: `${base}/edit`,
  doc: '92366',
  title: '修改入群欢迎语',
  token: 'customer',
  errors: [41058, ...attachmentErrors],
  handle({ sandbox, body }) {
    const template = ownTemplate(sandbox, body);
    sandbox.world.groupWelcomes.put({ ...template, ...readContent(sandbox, body) });
  },
};

export const getGroupWelcome: Endpoint = {
  method: 'POST',
  path: `${base}/get`,
  doc: '92366',
  title: '读取入群欢迎语',
  token: 'customer',
  errors: [],
  handle({ sandbox, body }) {
    const { text, attachmentFields } = templateOf(sandbox, body);
    return { ...(text ? { text: { content: text } } : {}), ...attachmentFields };
  },
};

export const delGroupWelcome: Endpoint = {
  method: 'POST',
  path: `${base}/del`,
  doc: '92366',
  title: '删除入群欢迎语',
  token: 'customer',
  errors: [41058],
  handle({ sandbox, body }) {
    sandbox.world.groupWelcomes.delete(ownTemplate(sandbox, body).templateId);
  },
};

export const groupWelcomeEndpoints = [addGroupWelcome, editGroupWelcome, getGroupWelcome, delGroupWelcome];

function templateOf(sandbox: Sandbox, body: Parameters): GroupWelcomeTemplate {
  return sandbox.world.groupWelcomes.get(body.required('template_id')) ?? fail(40035, 'template_id');
}

/** Only the app that made it may edit and delete it. */
function ownTemplate(sandbox: Sandbox, body: Parameters): GroupWelcomeTemplate {
  const template = templateOf(sandbox, body);
  return template.createdBy === 'app' ? template : fail(41058);
}

function readContent(
  sandbox: Sandbox,
  body: Parameters,
): Pick<GroupWelcomeTemplate, 'text' | 'attachment' | 'attachmentFields'> {
  const text = body.object('text')?.text('content', { maxBytes: 3_000 }) ?? '';
  const kind = kinds.find((name) => body.object(name) !== undefined);
  if (!text && !kind) fail(40063, 'text and attachment');
  if (!kind) return { text, attachment: null, attachmentFields: {} };
  const given = body.raw[kind] as Record<string, unknown>;
  const [attachment = null] = readAttachments(sandbox, [{ msgtype: kind, [kind]: given }]);
  return { text, attachment, attachmentFields: { [kind]: fieldsOf(attachment, given) } };
}

/** A picture comes back as an address, everything else as it was sent. */
function fieldsOf(attachment: ChatContent | null, given: Record<string, unknown>): Record<string, unknown> {
  return attachment?.kind === 'image' ? { pic_url: attachment.url } : given;
}
