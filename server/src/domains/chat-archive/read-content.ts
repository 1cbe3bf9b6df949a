import { createHash } from 'node:crypto';
import type { ChatContent, ChatMediaRef, Presented } from '@zhike/shared/chat-content';
import { eachObject, type Json, listOf, nested, number, objectOf, seconds, text } from './json-fields.ts';

/** A file that a message names; the body's own `sdkfileid`, also those inside the JSON texts of mixed, chatrecord and note. */
export interface NamedFile {
  digest: string;
  fileId: string;
  kind: string;
  name: string;
  size: number | null;
  md5: string | null;
}

/** How deep records may hold records; what is deeper is kept as it came. */
const MAX_NESTING = 5;

interface Reading {
  files: NamedFile[];
  depth: number;
}
type Reader = (body: Json, reading: Reading) => ChatContent;

/** What every message has, whatever it says. */
const COMMON = new Set(['msgid', 'action', 'from', 'tolist', 'roomid', 'msgtime', 'msgtype']);

/** The content of a message of doc 91774, typed, with the files it names. What nobody has heard of is kept whole. */
export function readMessageContent(msgType: string, message: Json): { content: ChatContent; files: NamedFile[] } {
  const reading: Reading = { files: [], depth: 0 };
  const body = objectOf(message[bodyKeys[msgType] ?? msgType]);
  // A vote's fields stand beside the body in what others have seen (UNVERIFIED), a recording's voice id always does.
  const content = isKnown(msgType)
    ? read(msgType, { ...message, ...body }, reading)
    : unknown(
        msgType,
        body,
        Object.fromEntries(Object.entries(message).filter(([name]) => !COMMON.has(name))),
        reading,
      );
  return { content, files: reading.files };
}

/** Where the content lies when it is not named like the type. */
const bodyKeys: Record<string, string> = {
  meeting_notification: 'info',
  docmsg: 'doc',
  markdown: 'info',
  news: 'info',
  voiptext: 'info',
  external_redpacket: 'redpacket',
  qydiskfile: 'info',
  solitaire: 'info',
  note: 'info',
};

const isKnown = (type: string) => Object.hasOwn(readers, type);

function read(type: string, body: Json, reading: Reading): ChatContent {
  return isKnown(type) ? readers[type]!(body, reading) : unknown(type, body, body, reading);
}

/** Kept as it came, with all its files: they are gone at WeCom before a version comes that knows the type. */
function unknown(type: string, body: Json, whole: Json, reading: Reading): ChatContent {
  const files: ChatMediaRef[] = [];
  eachObject(whole, (part) => {
    if (text(part, 'sdkfileid')) files.push(media('file', part, reading, fileName(part)));
  });
  return {
    kind: 'unknown',
    msgType: type.slice(0, 32),
    text: text(body, 'content') || text(body, 'title'),
    files,
    body: whole,
  };
}

function media(kind: string, body: Json, { files }: Reading, name = ''): ChatMediaRef {
  const fileId = text(body, 'sdkfileid');
  const size = number(body, 'filesize') ?? number(body, 'voice_size') ?? number(body, 'imagesize');
  if (!fileId) return { mediaId: null, name, size };
  const digest = createHash('sha256').update(fileId).digest('base64url');
  const md5 = text(body, 'md5sum').toLowerCase();
  files.push({ digest, fileId, kind, name, size, md5: /^[0-9a-f]{32}$/.test(md5) ? md5 : null });
  // The digest is what readers ask for the file by; WeCom's own id stays inside.
  return { mediaId: digest, name, size };
}

/** Parts of a message that hold bodies as JSON texts; `typeOf` names their type. */
function parts(items: unknown, reading: Reading, typeOf: (item: Json) => string): ChatContent[] {
  const inner = { ...reading, depth: reading.depth + 1 };
  return listOf(items)
    .map(objectOf)
    .map((item) => {
      const body = 'content' in item ? nested(item.content) : item;
      return inner.depth > MAX_NESTING ? unknown(typeOf(item), body, body, inner) : read(typeOf(item), body, inner);
    });
}

/** `ChatRecordText` → `text`. */
const recordType = (item: Json) =>
  text(item, 'type')
    .replace(/^ChatRecord/, '')
    .toLowerCase();

const link = (body: Json) => ({
  title: text(body, 'title'),
  description: text(body, 'description'),
  url: text(body, 'link_url') || text(body, 'url'),
  pictureUrl: text(body, 'image_url') || text(body, 'picurl'),
});
const presented =
  (who: string) =>
  (one: unknown): Presented => ({
    userId: text(objectOf(one), who),
    startAt: seconds(objectOf(one), 'starttime'),
    endAt: seconds(objectOf(one), 'endtime'),
  });
const redPacket =
  (isExternal: boolean): Reader =>
  (body) => ({
    kind: 'red_packet',
    luck: ({ 1: 'normal', 2: 'lucky', 3: 'incentive' } as const)[number(body, 'type') ?? 0] ?? 'other',
    wish: text(body, 'wish'),
    count: number(body, 'totalcnt'),
    totalFen: number(body, 'totalamount'),
    isExternal,
  });
const consent =
  (agreed: boolean): Reader =>
  (body) => ({
    kind: 'consent',
    agreed,
    externalUserId: text(body, 'userid'),
    at: number(body, agreed ? 'agree_time' : 'disagree_time'),
  });

const readers: Record<string, Reader> = {
  text: (body) => ({ kind: 'text', text: text(body, 'content') }),
  markdown: (body) => ({ kind: 'markdown', text: text(body, 'content') }),
  image: (body, reading) => ({ kind: 'image', media: media('image', body, reading) }),
  voice: (body, reading) => ({
    kind: 'voice',
    media: media('voice', body, reading),
    seconds: number(body, 'play_length'),
  }),
  video: (body, reading) => ({
    kind: 'video',
    media: media('video', body, reading),
    seconds: number(body, 'play_length'),
  }),
  emotion: (body, reading) => ({
    kind: 'emotion',
    media: media(number(body, 'type') === 2 ? 'emotion-png' : 'emotion-gif', body, reading),
    width: number(body, 'width'),
    height: number(body, 'height'),
  }),
  file: (body, reading) => ({ kind: 'file', media: media('file', body, reading, fileName(body)) }),
  revoke: (body) => ({ kind: 'revoke', msgId: text(body, 'pre_msgid') }),
  agree: consent(true),
  disagree: consent(false),
  card: (body) => ({ kind: 'card', corpName: text(body, 'corpname'), userId: text(body, 'userid') }),
  location: (body) => ({
    kind: 'location',
    longitude: number(body, 'longitude'),
    latitude: number(body, 'latitude'),
    title: text(body, 'title'),
    address: text(body, 'address'),
  }),
  link: (body) => ({ kind: 'link', ...link(body) }),
  weapp: (body) => ({
    kind: 'weapp',
    title: text(body, 'title'),
    description: text(body, 'description'),
    name: text(body, 'displayname'),
    appId: text(body, 'appid'),
    username: text(body, 'username'),
    pagePath: text(body, 'pagepath'),
  }),
  chatrecord: (body, reading) => {
    const items = listOf(body.item);
    const contents = parts(items, reading, recordType);
    return {
      kind: 'records',
      title: text(body, 'title'),
      items: contents.map((content, index) => ({ at: seconds(objectOf(items[index]), 'msgtime'), content })),
    };
  },
  todo: (body) => ({ kind: 'todo', title: text(body, 'title'), text: text(body, 'content') }),
  vote: (body) => ({
    kind: 'vote',
    title: text(body, 'votetitle'),
    options: listOf(body.voteitem).map(String),
    isStart: number(body, 'votetype') !== 102,
    voteId: text(body, 'voteid'),
  }),
  collect: (body) => ({
    kind: 'collect',
    title: text(body, 'title'),
    creator: text(body, 'creator'),
    questions: listOf(body.details).map((one) => text(objectOf(one), 'ques')),
    createdAt: text(body, 'create_time'),
  }),
  redpacket: redPacket(false),
  external_redpacket: redPacket(true),
  meeting: (body) => ({
    kind: 'meeting',
    topic: text(body, 'topic'),
    startAt: seconds(body, 'starttime'),
    endAt: seconds(body, 'endtime'),
    place: text(body, 'address'),
    remarks: text(body, 'remarks'),
    meetingId: text(body, 'meetingid'),
  }),
  meeting_notification: (body) => ({
    kind: 'meeting_news',
    what: ({ 1: 'joined', 2: 'ended' } as const)[number(body, 'notification_type') ?? 0] ?? 'other',
    text: text(body, 'content'),
    meetingId: text(body, 'meeting_id'),
  }),
  switch: (body) => ({ kind: 'switch', userId: text(body, 'user') }),
  docmsg: (body) => ({
    kind: 'document',
    title: text(body, 'title'),
    url: text(body, 'link_url'),
    creator: text(body, 'doc_creator'),
  }),
  news: (body) => ({ kind: 'news', items: listOf(body.item).map((one) => link(objectOf(one))) }),
  calendar: (body) => ({
    kind: 'calendar',
    title: text(body, 'title'),
    creator: text(body, 'creatorname'),
    attendees: listOf(body.attendeename).map(String),
    startAt: seconds(body, 'starttime'),
    endAt: seconds(body, 'endtime'),
    place: text(body, 'place'),
    remarks: text(body, 'remarks'),
  }),
  mixed: (body, reading) => ({ kind: 'mixed', items: parts(body.item, reading, recordType) }),
  note: (body, reading) => ({ kind: 'note', items: parts(body.items, reading, (item) => text(item, 'msg_type')) }),
  meeting_voice_call: (body, reading) => ({
    kind: 'meeting_recording',
    media: text(body, 'sdkfileid') ? media('meeting', body, reading) : null,
    endAt: seconds(body, 'endtime'),
    files: listOf(body.demofiledata).map((one) => text(objectOf(one), 'filename')),
    voiceId: text(body, 'voiceid'),
    demos: listOf(body.demofiledata).map(presented('demooperator')),
    screens: listOf(body.sharescreendata).map(presented('share')),
  }),
  voip_doc_share: (body, reading) => ({
    kind: 'shared_file',
    media: media('file', body, reading, text(body, 'filename')),
    voipId: text(body, 'voipid'),
  }),
  voiptext: (body) => ({
    kind: 'call',
    isVideo: [1, 3].includes(number(body, 'invitetype') ?? 0),
    isMulti: (number(body, 'invitetype') ?? 0) > 2,
    seconds: number(body, 'callduration'),
  }),
  sphfeed: (body) => ({
    kind: 'channels_post',
    what: ({ 2: 'picture', 4: 'video', 9: 'live' } as const)[number(body, 'feed_type') ?? 0] ?? 'other',
    author: text(body, 'sph_name'),
    text: text(body, 'feed_desc'),
  }),
  qydiskfile: (body) => ({ kind: 'disk_file', name: text(body, 'filename'), url: text(body, 'url') }),
  solitaire: (body) => ({
    kind: 'solitaire',
    isStart: number(body, 'solitaire_type') !== 102,
    text: text(body, 'solitaire_content'),
  }),
};

function fileName(body: Json): string {
  const [name, ending] = [text(body, 'filename'), text(body, 'fileext')];
  return !ending || name.toLowerCase().endsWith(`.${ending.toLowerCase()}`) ? name : `${name}.${ending}`;
}
