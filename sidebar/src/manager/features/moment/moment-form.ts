import type { MomentFields } from './api/moments.ts';

/** What a new moment is while it is written: each kind of media is kept while another one is shown. */
export interface MomentForm {
  text: string;
  media: 'images' | 'video' | 'link';
  pictures: string[];
  video: string;
  link: { title: string; url: string; cover: string };
  publishers: 'all' | 'some';
  userIds: string[];
  departmentIds: number[];
  audience: 'all' | 'tags';
  tagIds: string[];
}

export const emptyMoment: MomentForm = {
  text: '',
  media: 'images',
  pictures: [],
  video: '',
  link: { title: '', url: '', cover: '' },
  publishers: 'all',
  userIds: [],
  departmentIds: [],
  audience: 'all',
  tagIds: [],
};

/** What is still to be done before it can be asked for; null: nothing. */
export function missingIn(form: MomentForm): string | null {
  const { link } = form;
  if (form.media === 'link') {
    if (!link.url.trim()) return '请填写网址';
    if (!/^https?:\/\/[^\s/]+/.test(link.url.trim())) return '网址要以 http:// 或 https:// 开头';
    if (!link.title.trim()) return '请填写链接标题';
    if (!link.cover) return '请选择链接的封面图';
  }
  if (!form.text.trim() && mediaOf(form).kind === 'none') return '请填写文字,或选择图片、视频、链接';
  if (form.publishers === 'some' && form.userIds.length + form.departmentIds.length === 0)
    return '请选择发表的员工或部门';
  if (form.audience === 'tags' && form.tagIds.length === 0) return '请选择能看到的客户标签';
  return null;
}

/** As it is asked for. */
export function fieldsOf(form: MomentForm): MomentFields {
  const isSome = form.publishers === 'some';
  return {
    text: form.text.trim(),
    media: mediaOf(form),
    userIds: isSome ? form.userIds : [],
    departmentIds: isSome ? form.departmentIds : [],
    tagIds: form.audience === 'tags' ? form.tagIds : [],
  };
}

type Media = NonNullable<MomentFields['media']>;

export function mediaOf({ media, pictures, video, link }: MomentForm): Media {
  if (media === 'images' && pictures.length > 0) return { kind: 'images', assetIds: pictures };
  if (media === 'video' && video) return { kind: 'video', assetId: video };
  if (media === 'link')
    return { kind: 'link', title: link.title.trim(), url: link.url.trim(), coverAssetId: link.cover };
  return { kind: 'none' };
}
