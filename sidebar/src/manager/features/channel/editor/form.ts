import type { ChannelSettingsInput, ChannelView, DutyShift } from '@zhike/shared/contracts/channel';
import type { WelcomeAttachment } from '@zhike/shared/contracts/welcome';

/** A member as the form shows her; names travel with drafts. */
export interface FormPerson {
  userId: string;
  name: string;
  avatar: string | null;
}

/** `key` keeps its place on screen while others are moved or removed. */
export type FormAttachment = WelcomeAttachment & { key: string };

export interface FormWelcomePart {
  text: string;
  attachments: FormAttachment[];
}

export interface FormSpan extends FormWelcomePart {
  key: string;
  from: string;
  to: string;
}

export interface FormShift extends Required<DutyShift> {
  key: string;
}

/** What the editor holds: everything is kept while parts are switched off, so that switching back loses nothing. */
export interface ChannelForm {
  /** Of the settings that are edited; travels with drafts. Absent for a new code. */
  seenUpdatedAt?: number;
  name: string;
  groupId: string | null;
  members: (FormPerson & { dailyCap: number | null })[];
  departmentIds: number[];
  weekly: boolean;
  shifts: FormShift[];
  spare: FormPerson | null;
  skipVerify: boolean;
  tagIds: string[];
  stageId: string | null;
  remarkOn: boolean;
  remarkRule: string;
  welcomeOn: boolean;
  welcome: FormWelcomePart;
  spans: FormSpan[];
}

export const newKey = (): string => Math.random().toString(36).slice(2, 10);

/** A new attachment of a kind, nothing filled in. */
export function blankAttachment(kind: FormAttachment['kind']): FormAttachment {
  const key = newKey();
  if (kind === 'link') return { key, kind, title: '', url: '', description: '', pictureUrl: null };
  if (kind === 'miniprogram') return { key, kind, title: '', appId: '', page: '', coverAssetId: '' };
  return { key, kind, assetId: '' };
}

export function emptyForm(): ChannelForm {
  return {
    name: '',
    groupId: null,
    members: [],
    departmentIds: [],
    weekly: false,
    shifts: [],
    spare: null,
    skipVerify: true,
    tagIds: [],
    stageId: null,
    remarkOn: false,
    remarkRule: '{昵称}-{渠道}',
    welcomeOn: true,
    welcome: { text: '你好 {客户昵称},我是 {员工姓名},很高兴认识你!', attachments: [] },
    spans: [],
  };
}

/** The saved settings as the editor shows them. */
export function formOf({
  settings,
  members,
  updatedAt,
}: Pick<ChannelView, 'settings' | 'members' | 'updatedAt'>): ChannelForm {
  const person = (userId: string): FormPerson => {
    const known = members.find((member) => member.userId === userId);
    return { userId, name: known?.name ?? userId, avatar: known?.avatar ?? null };
  };
  const keyed = (attachments: WelcomeAttachment[]) => attachments.map((one) => ({ ...one, key: newKey() }));
  const { welcome, duty } = settings;
  const start = emptyForm();
  return {
    seenUpdatedAt: updatedAt,
    name: settings.name,
    groupId: settings.groupId,
    members: settings.members.map(({ userId, dailyCap }) => ({ ...person(userId), dailyCap })),
    departmentIds: settings.departmentIds,
    weekly: duty.kind === 'weekly',
    shifts: duty.kind === 'weekly' ? duty.shifts.map((shift) => ({ ...shift, key: newKey() })) : [],
    spare: settings.spareUserId ? person(settings.spareUserId) : null,
    skipVerify: settings.skipVerify,
    tagIds: settings.tagIds,
    stageId: settings.stageId,
    remarkOn: settings.remarkRule !== null,
    remarkRule: settings.remarkRule ?? start.remarkRule,
    welcomeOn: welcome !== null,
    welcome: welcome ? { text: welcome.text, attachments: keyed(welcome.attachments) } : start.welcome,
    spans: (welcome?.byTimeOfDay ?? []).map((span) => ({
      ...span,
      attachments: keyed(span.attachments),
      key: newKey(),
    })),
  };
}

const bare = (attachments: FormAttachment[]): WelcomeAttachment[] =>
  attachments.map(({ key: _, ...one }) => one as WelcomeAttachment);

/** What is sent when the form is saved. */
export function settingsOf(form: ChannelForm) {
  const memberIds = new Set(form.members.map((member) => member.userId));
  const departmentIds = new Set(form.departmentIds);
  return {
    name: form.name.trim(),
    groupId: form.groupId,
    members: form.members.map(({ userId, dailyCap }) => ({ userId, dailyCap })),
    departmentIds: form.departmentIds,
    duty: form.weekly
      ? {
          kind: 'weekly' as const,
          shifts: form.shifts.map(({ weekdays, from, to, ...who }) => ({
            weekdays: [...weekdays].sort((a, b) => a - b),
            from,
            to,
            userIds: who.userIds.filter((id) => memberIds.has(id)),
            departmentIds: who.departmentIds.filter((id) => departmentIds.has(id)),
          })),
        }
      : { kind: 'always' as const },
    spareUserId: form.spare?.userId ?? null,
    skipVerify: form.skipVerify,
    tagIds: form.tagIds,
    stageId: form.stageId,
    remarkRule: form.remarkOn && form.remarkRule.trim() ? form.remarkRule.trim() : null,
    welcome: form.welcomeOn
      ? {
          text: form.welcome.text,
          attachments: bare(form.welcome.attachments),
          byTimeOfDay: form.spans.map(({ from, to, text, attachments }) => ({
            from,
            to,
            text,
            attachments: bare(attachments),
          })),
        }
      : null,
  } satisfies ChannelSettingsInput;
}
