import type { ChatMessageView } from '../../src/control/views.ts';

/** The one line a conversation list shows of its last message. */
export function previewOf(message: ChatMessageView | null): string {
  if (!message) return '';
  const { content } = message;
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'image':
      return '[图片]';
    case 'link':
      return `[链接] ${content.title}`;
    case 'miniprogram':
      return `[小程序] ${content.title}`;
    case 'video':
      return '[视频]';
    case 'file':
      return `[文件] ${content.name}`;
    case 'menu':
      return content.text;
  }
}
