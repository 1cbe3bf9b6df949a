import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import type { MaterialState } from '@zhike/shared/contracts/material';
import type { IconName } from '../../components/icon.tsx';
import type { PillTone } from '../../components/pill.tsx';

interface KindWords {
  label: string;
  icon: IconName;
  /** What it is good for, one line. */
  hint: string;
}

/** In the order people look for them. */
export const kinds: Record<MaterialKind, KindWords> = {
  article: { label: '文章', icon: 'list', hint: '图文内容,可以粘贴公众号文章;知道谁看了、看到哪里' },
  brochure: { label: '产品手册', icon: 'fields', hint: '上传 PDF,客户一页一页翻看,知道看到第几页' },
  case: { label: '案例', icon: 'badge', hint: '客户案例:背景、做法和成果数字' },
  poster: { label: '海报', icon: 'grid', hint: '生日、节日、邀请或名片:自动写上客户昵称和员工的名片、二维码' },
  image: { label: '图片', icon: 'image', hint: 'JPG 或 PNG,直接发到聊天里' },
  video: { label: '视频', icon: 'video', hint: 'MP4,可以发卡片看播放情况,也可以直接发视频' },
  file: { label: '文件', icon: 'file', hint: 'Word、Excel、PPT、PDF 等,直接发文件' },
  link: { label: '链接', icon: 'link', hint: '官网、表单等网页,知道谁打开了' },
  miniprogram: { label: '小程序', icon: 'app', hint: '小程序的某个页面,以卡片发出' },
  live: { label: '直播预告', icon: 'play', hint: '直播的时间、主讲和观看地址' },
  text: { label: '文字', icon: 'chat', hint: '常用的一段话,可以带客户昵称' },
};

export const kindList = Object.keys(kinds) as MaterialKind[];

export const isKind = (text: string | undefined): text is MaterialKind => text !== undefined && text in kinds;

/** Kinds come from the server as words where old rows may hold any. */
export const kindName = (kind: string): string => (isKind(kind) ? kinds[kind].label : '素材');

/** Kinds whose customers are seen: only a link tells who opened it. */
export const isTracked = (kind: MaterialKind): boolean =>
  !['text', 'image', 'file', 'miniprogram', 'poster'].includes(kind);

export const states: Record<MaterialState, { label: string; tone: PillTone }> = {
  ready: { label: '可发送', tone: 'good' },
  preparing: { label: '正在生成页面', tone: 'brand' },
  broken: { label: '需要处理', tone: 'bad' },
  upcoming: { label: '未到时间', tone: 'warning' },
  expired: { label: '已过期', tone: 'warning' },
  retired: { label: '已停用', tone: 'plain' },
};
