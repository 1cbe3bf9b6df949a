import { type ReactNode, useState } from 'react';
import type { MomentView } from '../../src/control/views-moments.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatWhen } from '../ui/time.ts';
import { ImageViewer } from './image-viewer.tsx';

interface MomentCardProps {
  moment: MomentView;
  now: number;
  onOpenLink: (url: string) => void;
  /** Under the moment: what whoever looks at it can do. */
  children: ReactNode;
}

/** A moment (朋友圈) with what was said to it. */
export function MomentCard({ moment, now, onOpenLink, children }: MomentCardProps) {
  const [image, setImage] = useState('');
  const { link, images, likes, comments } = moment;
  return (
    <article className="moment" aria-label={`${moment.memberName}的朋友圈`}>
      <Avatar name={moment.memberName} src={moment.memberAvatar} size={38} />
      <div className="moment-body">
        <b className="moment-name">{moment.memberName}</b>
        {moment.text ? <p className="moment-text">{moment.text}</p> : null}
        {images.length > 0 ? (
          <div className={images.length === 1 ? 'moment-images moment-images-one' : 'moment-images'}>
            {images.map((url) => (
              <button key={url} type="button" aria-label="查看图片" onClick={() => setImage(url)}>
                <img src={url} alt="朋友圈图片" />
              </button>
            ))}
          </div>
        ) : null}
        {moment.video ? <video className="moment-video" src={moment.video} controls aria-label="朋友圈视频" /> : null}
        {link ? (
          <button type="button" className="moment-link" onClick={() => onOpenLink(link.url)}>
            <img src={link.picUrl} alt="" />
            <span>{link.title}</span>
          </button>
        ) : null}
        <footer className="moment-foot">
          <time>{formatWhen(moment.publishedAt || moment.createdAt, now)}</time>
          {children}
        </footer>
        {likes.length + comments.length > 0 ? (
          <div className="moment-said">
            {likes.length > 0 ? (
              <p className="moment-likes">
                <Icon name="heart" size={13} /> {likes.map(({ name }) => name).join('、')}
              </p>
            ) : null}
            {comments.map((comment, index) => (
              <p key={index}>
                <b className="moment-name">{comment.name}</b>：{comment.text}
              </p>
            ))}
          </div>
        ) : null}
      </div>
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
    </article>
  );
}
