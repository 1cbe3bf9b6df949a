import type { ReactNode } from 'react';
import { control } from '../api/control.ts';
import { useResource } from '../api/use-resource.ts';
import { useAction } from '../ui/use-action.ts';
import { formatDuration, formatSecond } from '../ui/time.ts';
import { indentXml } from './indent-xml.ts';

/** The raw words behind a line: XML of a callback, JSON of an API call. */
export function LineDetail({ kind, id }: { kind: 'callback' | 'api_call'; id: string }) {
  return (
    <div className="line-detail">{kind === 'callback' ? <CallbackDetail id={id} /> : <ApiCallDetail id={id} />}</div>
  );
}

function CallbackDetail({ id }: { id: string }) {
  const { busy, run } = useAction();
  const { data, error } = useResource(
    'GET /control/callbacks/:id',
    { params: { id } },
    (event) => event.kind === 'callback-attempt' && event.callback.id === id,
  );
  if (error) return <p className="problem">{error.message}</p>;
  if (!data) return <p className="quiet">正在读取</p>;
  return (
    <>
      <div className="detail-facts">
        <span>
          发往 <code>{data.url || '没有设置接收地址'}</code>
        </span>
        <button
          type="button"
          className="text-button"
          disabled={busy}
          onClick={() =>
            void run(
              () => control('POST /control/callbacks/:id/repeat', { params: { id } }),
              '已按企业微信的重试方式再送一次',
            )
          }
        >
          再送一次
        </button>
      </div>
      {data.attempts.length > 0 ? (
        <table className="detail-table">
          <thead>
            <tr>
              <th>次数</th>
              <th>时间</th>
              <th>HTTP</th>
              <th>用时</th>
              <th>结果</th>
            </tr>
          </thead>
          <tbody>
            {data.attempts.map((attempt, index) => (
              <tr key={`${attempt.at}-${index}`}>
                <td>{index + 1}</td>
                <td>{formatSecond(attempt.at)}</td>
                <td>{attempt.httpStatus || '没有回答'}</td>
                <td>{formatDuration(attempt.tookMs)}</td>
                <td>{attempt.error || '收下'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <div className="detail-pair">
        <Source title="解密后的消息">{indentXml(data.message)}</Source>
        <Source title="实际发出的内容（已加密、签名）">{indentXml(data.envelope)}</Source>
      </div>
    </>
  );
}

function ApiCallDetail({ id }: { id: string }) {
  const { data, error } = useResource('GET /control/api-calls/:id', { params: { id } }, () => false);
  if (error) return <p className="problem">{error.message}</p>;
  if (!data) return <p className="quiet">正在读取</p>;
  const query = Object.keys(data.query).length > 0 ? `?${new URLSearchParams(data.query)}` : '';
  return (
    <>
      <div className="detail-facts">
        <code>
          {data.method} {data.path}
          {query}
        </code>
        {data.errcode === 0 ? null : (
          <span className="problem">
            {data.errcode} {data.errmsg}
          </span>
        )}
      </div>
      <div className="detail-pair">
        <Source title="请求">{asText(data.request)}</Source>
        <Source title="回答">{asText(data.response)}</Source>
      </div>
    </>
  );
}

function Source({ title, children }: { title: string; children: ReactNode }) {
  return (
    <figure className="source">
      <figcaption>{title}</figcaption>
      {/* Scrolls sideways, so it must be reachable by keyboard. */}
      <pre tabIndex={0}>{children}</pre>
    </figure>
  );
}

function asText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(没有内容)';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
