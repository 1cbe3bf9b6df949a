import { expect, test } from 'vitest';
import { interpretCallback } from './callback-events.ts';

const RECEIVED = { id: '01JD0000000000000000000000', receivedAt: 1_772_000_000_123 };

function interpret(inner: string, head = '<CreateTime>1772000000</CreateTime><MsgType><![CDATA[event]]></MsgType>') {
  const xml = `<xml><ToUserName><![CDATA[ww0]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>${head}${inner}</xml>`;
  return interpretCallback('app', Buffer.from(xml), RECEIVED);
}

function external(change: string, more = '') {
  return interpret(
    `<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[${change}]]></ChangeType><UserID><![CDATA[zhangwei]]></UserID><ExternalUserID><![CDATA[wmA]]></ExternalUserID>${more}`,
  );
}

const pair = { userId: 'zhangwei', externalUserId: 'wmA' };
const only = (meaning: ReturnType<typeof interpret>) => ('events' in meaning ? meaning.events[0] : meaning);

test('a friend added carries channel mark, welcome code and the moment of acceptance', () => {
  const more = '<State><![CDATA[zk123]]></State><WelcomeCode><![CDATA[WC]]></WelcomeCode>';
  expect(only(external('add_external_contact', more))).toMatchObject({
    type: 'external_contact.added',
    occurredAt: 1_772_000_000_000,
    memberUserId: 'zhangwei',
    payload: { ...pair, state: 'zk123', welcomeCode: 'WC', acceptedAt: RECEIVED.receivedAt },
  });
  expect(only(external('add_half_external_contact'))).toMatchObject({
    type: 'external_contact.half_added',
    payload: { ...pair, state: null, welcomeCode: null },
  });
});

test.each([
  ['edit_external_contact', '', 'external_contact.edited', pair],
  [
    'del_external_contact',
    '<Source>DELETE_BY_TRANSFER</Source>',
    'external_contact.deleted_by_member',
    { ...pair, source: 'DELETE_BY_TRANSFER' },
  ],
  ['del_external_contact', '<Source></Source>', 'external_contact.deleted_by_member', { ...pair, source: null }],
  ['del_follow_user', '', 'external_contact.deleted_by_customer', pair],
  [
    'transfer_fail',
    '<FailReason>customer_refused</FailReason>',
    'external_contact.transfer_failed',
    { ...pair, failReason: 'customer_refused' },
  ],
  [
    'msg_audit_approved',
    '<WelcomeCode>WC</WelcomeCode>',
    'external_contact.archive_consented',
    { ...pair, welcomeCode: 'WC', acceptedAt: RECEIVED.receivedAt },
  ],
])('%s becomes %3$s', (change, more, type, payload) => {
  expect(only(external(change, more))).toMatchObject({ type, payload });
});

test.each([
  ['create', '<Id>et1</Id><TagType>tag</TagType>', 'corp_tag.created', { kind: 'tag', id: 'et1' }],
  ['update', '<Id>et1</Id><TagType>tag_group</TagType>', 'corp_tag.changed', { kind: 'tag_group', id: 'et1' }],
  [
    'delete',
    '<Id>et1</Id><TagType>tag</TagType><StrategyId>1</StrategyId>',
    'corp_tag.deleted',
    { kind: 'tag', id: 'et1' },
  ],
  ['shuffle', '<Id></Id>', 'corp_tag.reordered', { groupId: null }],
])('tag %s becomes %3$s', (change, more, type, payload) => {
  const meaning = interpret(`<Event>change_external_tag</Event>${more}<ChangeType>${change}</ChangeType>`);
  expect(only(meaning)).toMatchObject({ type, payload });
});

test('events of the app name the member who caused them', () => {
  const xml =
    '<xml><ToUserName>ww0</ToUserName><FromUserName>lina</FromUserName><CreateTime>1772000000</CreateTime><MsgType>event</MsgType><Event>subscribe</Event><EventKey/><AgentID>1000002</AgentID></xml>';
  expect(only(interpretCallback('app', Buffer.from(xml), RECEIVED))).toMatchObject({
    type: 'member.subscribed',
    memberUserId: 'lina',
    payload: { userId: 'lina' },
  });
});

test('the archive tells that there is something', () => {
  const xml = '<Event>msgaudit_notify</Event>';
  expect(only(interpret(xml))).toMatchObject({ type: 'archive.told', occurredAt: expect.any(Number), payload: {} });
});

test('contact changes say what happened to whom', () => {
  const head = '<Event>change_contact</Event>';
  expect(
    only(interpret(`${head}<ChangeType>update_user</ChangeType><UserID>a</UserID><NewUserID>b</NewUserID>`)),
  ).toMatchObject({
    type: 'contact_member.changed',
    payload: { userId: 'a', change: 'updated', newUserId: 'b' },
  });
  expect(only(interpret(`${head}<ChangeType>delete_party</ChangeType><Id>7</Id>`))).toMatchObject({
    type: 'contact_department.changed',
    payload: { departmentId: 7, change: 'deleted' },
  });
});

test('what is not understood says what was odd, without values', () => {
  expect(interpret('<Event>brand_new</Event><ChangeType>thing</ChangeType>')).toEqual({
    notUnderstood: 'unknown callback brand_new/thing',
  });
  expect(
    interpret('<Event>change_external_contact</Event><ChangeType>del_follow_user</ChangeType><UserID>a</UserID>'),
  ).toEqual({
    notUnderstood: 'change_external_contact/del_follow_user without ExternalUserID',
  });
  expect(interpret('<Event>subscribe</Event>', '<CreateTime>soon</CreateTime><MsgType>event</MsgType>')).toEqual({
    notUnderstood: 'subscribe without a valid CreateTime',
  });
});

test('what WeCom documents and this program has no use for is no failure: messages come by the thousand', () => {
  expect(interpret('<Event>LOCATION</Event><Latitude>1</Latitude>')).toEqual({ events: [] });
  expect(interpret('<Content>hello</Content>', '<CreateTime>1</CreateTime><MsgType>text</MsgType>')).toEqual({
    events: [],
  });
  // The app is about to be suspended: somebody must see that.
  expect(interpret('<Event>inactive_alert</Event>')).toEqual({ notUnderstood: 'unknown callback inactive_alert' });
});

test('bytes that are no XML of WeCom are kept for a look', () => {
  const bad = (message: Buffer) => interpretCallback('app', message, RECEIVED);
  expect(bad(Buffer.from([0x3c, 0xff, 0xfe]))).toEqual({ notUnderstood: 'not UTF-8' });
  expect(bad(Buffer.from('<xml><a></xml>'))).toMatchObject({
    notUnderstood: expect.stringContaining('not the XML of WeCom'),
  });
  expect(bad(Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><xml><a>&a;</a></xml>'))).toHaveProperty('notUnderstood');
});

test('an id longer than WeCom ever makes is not taken', () => {
  const long = 'x'.repeat(65);
  expect(
    interpret(
      `<Event>change_external_contact</Event><ChangeType>edit_external_contact</ChangeType><UserID>${long}</UserID><ExternalUserID>wmA</ExternalUserID>`,
    ),
  ).toEqual({
    notUnderstood: 'change_external_contact/edit_external_contact without a valid UserID',
  });
});

function group(change: string, more = '') {
  return only(
    interpret(
      `<Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wrA]]></ChatId><ChangeType><![CDATA[${change}]]></ChangeType>${more}`,
    ),
  );
}

test('a group made or dismissed is told by its id alone', () => {
  expect(group('create')).toMatchObject({ type: 'group_chat.created', chatId: 'wrA', payload: { chatId: 'wrA' } });
  expect(group('dismiss')).toMatchObject({ type: 'group_chat.dismissed', chatId: 'wrA', payload: { chatId: 'wrA' } });
});

// The document's own sample of a joining: with a QuitScene, and with fewer names than it counts.
const SAMPLE =
  '<UpdateDetail><![CDATA[add_member]]></UpdateDetail><JoinScene>1</JoinScene><QuitScene>0</QuitScene><MemChangeCnt>10</MemChangeCnt><MemChangeList><Item>Jack</Item><Item>Rose</Item></MemChangeList><LastMemVer>9c3f97c2ada667dfb5f6d03308d963e1</LastMemVer><CurMemVer>71217227bbd112ecfe3a49c482195cb4</CurMemVer>';

test('what happened in a group is decided by UpdateDetail: what does not belong to it is left out', () => {
  expect(group('update', SAMPLE)).toMatchObject({
    type: 'group_chat.changed',
    payload: {
      chatId: 'wrA',
      detail: 'add_member',
      memberIds: ['Jack', 'Rose'],
      isComplete: false,
      joinScene: 1,
      quitScene: null,
      lastVersion: '9c3f97c2ada667dfb5f6d03308d963e1',
      currentVersion: '71217227bbd112ecfe3a49c482195cb4',
    },
  });
  const left = SAMPLE.replace('add_member', 'del_member').replace('>10<', '>2<');
  expect(group('update', left)).toMatchObject({ payload: { isComplete: true, joinScene: null, quitScene: 0 } });
  const renamed = SAMPLE.replace('add_member', 'change_name');
  expect(group('update', renamed)).toMatchObject({ payload: { memberIds: [], joinScene: null, quitScene: null } });
});

test.each([
  ['', { detail: 'unknown', memberIds: [], isComplete: false, lastVersion: null, currentVersion: null }],
  ['<UpdateDetail>add_robot</UpdateDetail>', { detail: 'add_robot', memberIds: [] }],
  ['<UpdateDetail>del_member</UpdateDetail><QuitScene>7</QuitScene>', { quitScene: 7, isComplete: false }],
  [
    '<UpdateDetail>del_member</UpdateDetail><QuitScene>x</QuitScene><MemChangeList/>',
    { quitScene: null, memberIds: [] },
  ],
  [
    '<UpdateDetail>add_member</UpdateDetail><MemChangeCnt>1</MemChangeCnt><MemChangeList><Item>wmA</Item></MemChangeList>',
    { memberIds: ['wmA'], isComplete: true },
  ],
])('a group change of which something is missing or new is read anew all the same: %s', (more, payload) => {
  expect(group('update', more)).toMatchObject({ type: 'group_chat.changed', payload });
});
