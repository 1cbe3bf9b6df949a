import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { Link, useNavigate } from 'react-router';
import { NoPermission } from '../../shared/states/no-permission.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Moment as When } from '../components/figures.tsx';
import { Icon } from '../components/icon.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useMoments } from '../features/moment/api/moments.ts';
import { hasFigures, momentStatuses, sayFigures, titleOf } from '../features/moment/say-moment.ts';
import '../features/moment/moment.css';

export function MomentsPage() {
  if (useViewer().role === 'rep')
    return <NoPermission hint="朋友圈由主管和管理员安排;请你发表的,在企业微信的「客户朋友圈」里。" />;
  return <Moments />;
}

function Moments() {
  const navigate = useNavigate();
  const moments = useMoments();
  const create = () => void navigate('/moments/new');
  return (
    <Page
      title="朋友圈"
      hint="写一条,请员工在企业微信里发表到客户朋友圈,再看谁点赞和评论。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={create}>
          新建朋友圈
        </Button>
      }
    >
      <Card flush>
        <EndlessList
          query={moments}
          empty={
            <StateView
              title="还没有朋友圈"
              hint="例如发一组新品照片,只给「高意向」的客户看。"
              action={{ label: '新建朋友圈', onClick: create }}
            />
          }
        >
          {(items) => (
            <ul>
              {items.map((moment) => (
                <li key={moment.id} className="moment-row">
                  <div className="moment-words">
                    <p>
                      <Link to={`/moments/${moment.id}`}>{titleOf(moment)}</Link>{' '}
                      <Pill tone={momentStatuses[moment.status].tone}>{momentStatuses[moment.status].word}</Pill>
                    </p>
                    <p className="fine soft">
                      {moment.createdBy.name} · <When at={moment.createdAt} />
                    </p>
                    {moment.problem ? (
                      <p className="fine moment-problem">{errorPhrases[moment.problem] ?? moment.problem}</p>
                    ) : null}
                  </div>
                  {hasFigures(moment) ? <p className="fine">{sayFigures(moment)}</p> : null}
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
      </Card>
    </Page>
  );
}
