import { Link } from 'react-router';
import { Progress } from 'tdesign-react/es/progress';
import { Icon } from '../../../components/icon.tsx';
import { sayBytes } from '../../../components/media/media-rules.ts';
import { Card } from '../../../components/page.tsx';
import { Pill } from '../../../components/pill.tsx';
import { kinds } from '../kinds.ts';
import type { UploadItem, UploadQueue } from './upload-queue.ts';
import './upload-list.css';

/** Every file on its way: how far it is, the way out, and in words why one was not taken. */
export function UploadList({ items, queue }: { items: readonly UploadItem[]; queue: UploadQueue }) {
  if (items.length === 0) return null;
  const done = items.filter(({ state }) => state === 'done').length;
  const wrong = items.filter(({ state }) => state === 'refused' || state === 'failed').length;
  return (
    <Card
      title={
        <span role="status">
          上传 {done}/{items.length}
          {wrong > 0 ? `,${wrong} 个没有成功` : ''}
        </span>
      }
      extra={
        queue.isBusy ? null : (
          <button type="button" className="plain-button" onClick={() => queue.clear()}>
            收起
          </button>
        )
      }
    >
      <ul className="upload-list">
        {items.map((item) => (
          <li key={item.key} className="upload-item">
            <Icon name={item.kind ? kinds[item.kind].icon : 'alert'} />
            <div className="upload-words">
              <span className="upload-name">
                {item.name} <span className="fine">{sayBytes(item.size)}</span>
              </span>
              {item.problem ? (
                <span className="upload-problem" role="alert">
                  {item.problem}
                </span>
              ) : (
                <Step item={item} />
              )}
            </div>
            <Acts item={item} queue={queue} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Step({ item }: { item: UploadItem }) {
  switch (item.state) {
    case 'waiting':
      return <span className="fine">排队中</span>;
    case 'uploading':
      return (
        <span
          className="upload-progress"
          role="progressbar"
          aria-label={`上传${item.name}`}
          aria-valuenow={Math.round(item.share * 100)}
        >
          <Progress percentage={Math.round(item.share * 100)} size="small" />
        </span>
      );
    case 'saving':
      return <span className="fine">已传完,正在检查文件</span>;
    case 'done':
      return (
        <span className="row">
          <Pill tone="good">已放进素材库</Pill>
          <span className="fine">{item.kind === 'brochure' ? '正在生成翻页,稍后可以发送' : null}</span>
        </span>
      );
    default:
      return <span className="fine">已取消</span>;
  }
}

function Acts({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  if (item.state === 'waiting' || item.state === 'uploading')
    return (
      <button
        type="button"
        className="plain-button"
        aria-label={`取消:${item.name}`}
        onClick={() => queue.cancel(item.key)}
      >
        取消
      </button>
    );
  if (item.state === 'failed')
    return (
      <button
        type="button"
        className="plain-button"
        aria-label={`重试:${item.name}`}
        onClick={() => queue.retry(item.key)}
      >
        重试
      </button>
    );
  return item.materialId ? (
    <Link className="plain-button" aria-label={`完善信息:${item.name}`} to={`/materials/${item.materialId}/edit`}>
      完善信息
    </Link>
  ) : null;
}
