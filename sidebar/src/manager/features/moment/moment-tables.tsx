import { Link } from 'react-router';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment as When } from '../../components/figures.tsx';
import { Pill } from '../../components/pill.tsx';
import { useMomentReactions, useMomentReps } from './api/moments.ts';
import '../../components/table.css';
import './moment.css';

/** Who has published it, and what it brought each. `isRead`: WeCom has told who they are. */
export function MomentReps({ momentId, isRead }: { momentId: string; isRead: boolean }) {
  const reps = useMomentReps(momentId);
  return (
    <EndlessList
      query={reps}
      empty={
        <p className="moment-none soft">
          {isRead ? '没有员工要发表。' : '企业微信还没有告诉我们由哪些员工发表,过几分钟再看。'}
        </p>
      }
    >
      {(items) => (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">员工</th>
                <th scope="col">状态</th>
                <th scope="col">可见客户</th>
                <th scope="col">点赞</th>
                <th scope="col">评论</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ member, isPublished, reached, likes, comments }) => (
                <tr key={member.userId}>
                  <td>{member.name}</td>
                  <td>
                    <Pill tone={isPublished ? 'good' : 'warning'}>{isPublished ? '已发表' : '等发表'}</Pill>
                  </td>
                  <td className="number" data-label="可见客户">
                    {reached}
                  </td>
                  <td className="number" data-label="点赞">
                    {likes}
                  </td>
                  <td className="number" data-label="评论">
                    {comments}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </EndlessList>
  );
}

/** Customers who liked or commented, newest first. */
export function MomentReactions({ momentId }: { momentId: string }) {
  const reactions = useMomentReactions(momentId);
  return (
    <EndlessList query={reactions} empty={<p className="moment-none soft">还没有客户点赞或评论。</p>}>
      {(items) => (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">客户</th>
                <th scope="col">做了什么</th>
                <th scope="col">谁发表的</th>
                <th scope="col">时间</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ customer, member, kind, at }) => (
                <tr key={`${customer.id} ${member.userId} ${kind} ${at}`}>
                  <td>
                    <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
                  </td>
                  <td data-label="做了什么">{kind === 'like' ? '点赞' : '评论'}</td>
                  <td data-label="谁发表的">{member.name}</td>
                  <td data-label="时间">
                    <When at={at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </EndlessList>
  );
}
