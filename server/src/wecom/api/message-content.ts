export type MessageAttachment =
  | { kind: 'image'; mediaId: string }
  | { kind: 'image'; picUrl: string }
  | { kind: 'link'; title: string; url: string; description?: string; picUrl?: string }
  | { kind: 'miniprogram'; title: string; picMediaId: string; appId: string; page: string }
  | { kind: 'video'; mediaId: string }
  | { kind: 'file'; mediaId: string };

/** Text ≤ 4,000 bytes, attachments ≤ 9, not both empty. */
export interface MessageContent {
  text?: string;
  attachments?: MessageAttachment[];
}

/** The shape shared by welcome messages and mass messages. */
export function messageBody(content: MessageContent) {
  return {
    ...(content.text ? { text: { content: content.text } } : {}),
    ...(content.attachments?.length ? { attachments: content.attachments.map(attachmentBody) } : {}),
  };
}

function attachmentBody(attachment: MessageAttachment) {
  switch (attachment.kind) {
    case 'image':
      return {
        msgtype: 'image',
        image: 'mediaId' in attachment ? { media_id: attachment.mediaId } : { pic_url: attachment.picUrl },
      };
    case 'link':
      return {
        msgtype: 'link',
        link: { title: attachment.title, picurl: attachment.picUrl, desc: attachment.description, url: attachment.url },
      };
    case 'miniprogram':
      return {
        msgtype: 'miniprogram',
        miniprogram: {
          title: attachment.title,
          pic_media_id: attachment.picMediaId,
          appid: attachment.appId,
          page: attachment.page,
        },
      };
    case 'video':
      return { msgtype: 'video', video: { media_id: attachment.mediaId } };
    case 'file':
      return { msgtype: 'file', file: { media_id: attachment.mediaId } };
  }
}
