import type { MomentView } from '@zhike/shared/contracts/moment';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { Moment as When } from '../../components/figures.tsx';
import { Pill } from '../../components/pill.tsx';
import { hasFigures, momentStatuses, sayFigures, sayLeftOut } from './say-moment.ts';
import './moment.css';

/** How far a moment is, what went wrong, and whom WeCom left out. */
export function MomentSummary({ moment }: { moment: MomentView }) {
  const { status, problem, sentence, readAt, reps } = moment;
  const leftOut = sayLeftOut(moment.leftOut);
  return (
    <div className="moment-summary">
      <p>
        <Pill tone={momentStatuses[status].tone}>{momentStatuses[status].word}</Pill>{' '}
        {hasFigures(moment) ? sayFigures(moment) : null}
        {status === 'making' && !problem ? '正在请企业微信创建,一般几分钟内完成。' : null}
      </p>
      {problem ? (
        <p className="moment-warning" role="alert">
          {errorPhrases[problem] ?? problem}
        </p>
      ) : null}
      {status === 'running' && readAt !== null && reps.total === 0 ? (
        <p className="moment-warning">
          企业微信没有请任何员工发表:他们可能没有开通客户联系,或没有能看到这条朋友圈的客户。
        </p>
      ) : null}
      {leftOut.map((line) => (
        <p key={line} className="moment-warning">
          {line}
        </p>
      ))}
      <p>{sentence}</p>
      {readAt === null ? null : (
        <p className="fine soft">
          <When at={readAt} /> 从企业微信读取
        </p>
      )}
    </div>
  );
}
