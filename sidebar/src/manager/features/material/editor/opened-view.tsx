import { Icon } from '../../../components/icon.tsx';
import { RichText } from '../rich-text/rich-text.tsx';
import type { MaterialForm } from './form.ts';
import './opened-view.css';

interface OpenedViewProps {
  form: MaterialForm;
  rep: { name: string };
  thumbnailUrl?: string | null;
}

/** What the customer sees once she has tapped the card. */
export function OpenedView({ form, rep, thumbnailUrl = null }: OpenedViewProps) {
  return (
    <article className="opened">
      <h2 className="opened-title">{form.title || '标题'}</h2>
      <OpenedBody form={form} thumbnailUrl={thumbnailUrl} rep={rep} />
      <footer className="opened-rep">
        <span>{rep.name} 为你推荐</span>
        <span className="opened-ask">咨询</span>
      </footer>
    </article>
  );
}

function OpenedBody({ form, thumbnailUrl }: OpenedViewProps) {
  switch (form.kind) {
    case 'article':
      return (
        <>
          {form.author ? <p className="opened-by">{form.author}</p> : null}
          <Words html={form.html} />
        </>
      );
    case 'case':
      return (
        <>
          <p className="opened-by">{[form.client || '客户名称', form.industry].filter(Boolean).join(' · ')}</p>
          {form.results.length > 0 ? (
            <dl className="opened-results">
              {form.results.map(({ key, label, value }) => (
                <div key={key}>
                  <dt>{label || '指标'}</dt>
                  <dd>{value || '成果'}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          <Words html={form.html} />
        </>
      );
    case 'video':
      return form.assetId ? (
        // There are no captions to offer: it is what the company has uploaded.
        <video className="opened-video" src={`/api/media/${form.assetId}/content`} preload="metadata" controls />
      ) : (
        <Blank text="视频" />
      );
    case 'brochure':
      return thumbnailUrl ? (
        <>
          <img className="opened-page" src={thumbnailUrl} alt="第 1 页" />
          <p className="opened-by">左右滑动翻页</p>
        </>
      ) : (
        <Blank text="保存后,PDF 的每一页会显示在这里" />
      );
    case 'live':
      return (
        <>
          <p className="opened-live">
            <Icon name="clock" size={16} />
            {form.startsAt ? form.startsAt.replace('T', ' ') : '开始时间'} –{' '}
            {form.endsAt.slice(0, 10) === form.startsAt.slice(0, 10)
              ? form.endsAt.slice(11) || '结束时间'
              : form.endsAt.replace('T', ' ')}
          </p>
          {form.host ? <p>主讲:{form.host}</p> : null}
          {form.liveText ? <p className="opened-text">{form.liveText}</p> : null}
          <span className="opened-button">去观看</span>
        </>
      );
    default:
      return (
        <p className="opened-text">
          直接打开网页:
          <br />
          {form.url || 'https://'}
        </p>
      );
  }
}

const Words = ({ html }: { html: string }) => (html === '' ? <Blank text="正文" /> : <RichText html={html} />);

const Blank = ({ text }: { text: string }) => <span className="opened-blank">{text}</span>;
