import { Link, useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Moment as When } from '../components/figures.tsx';
import { Icon } from '../components/icon.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useMoments } from '../features/moment/api/moments.ts';
import { momentStatuses } from '../features/moment/say-moment.ts';
import '../features/moment/moment.css';

export function MomentsPage() {
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
              {items.map(({ id, text, status, reps, counts, createdBy, createdAt }) => (
                <li key={id} className="moment-row">
                  <div className="moment-words">
                    <p>
                      <Link to={`/moments/${id}`}>{text.slice(0, 60) || '(只有图片)'}</Link>{' '}
                      <Pill tone={momentStatuses[status].tone}>{momentStatuses[status].word}</Pill>
                    </p>
                    <p className="fine soft">
                      {createdBy.name} · <When at={createdAt} />
                    </p>
                  </div>
                  <p className="fine">
                    {reps.published}/{reps.total} 位员工已发表,{counts.likes} 个赞,{counts.comments} 条评论
                  </p>
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
      </Card>
    </Page>
  );
}
