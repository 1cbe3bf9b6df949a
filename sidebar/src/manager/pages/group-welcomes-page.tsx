import type { GroupWelcomeView } from '@zhike/shared/contracts/group-welcome';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Moment } from '../components/figures.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useChangeGroupWelcomes, useGroupWelcomes } from '../features/group/api/group-welcomes.ts';
import '../features/group/group.css';

export function GroupWelcomesPage() {
  const welcomes = useGroupWelcomes();
  const { remove, retry } = useChangeGroupWelcomes();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState<GroupWelcomeView | null>(null);
  return (
    <Page
      title="入群欢迎语"
      hint="写好后由群主在企业微信里选用:打开客户群 → 群设置 → 入群欢迎语。应用不能替群主选择。"
      actions={
        <Button
          theme="primary"
          icon={<Icon name="plus" size={16} />}
          onClick={() => void navigate('/group-welcomes/new')}
        >
          新建欢迎语
        </Button>
      }
    >
      <Loaded query={welcomes}>
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <StateView title="还没有入群欢迎语" hint="新成员进群时,由企业微信自动发出群主选用的那一条。" />
            </Card>
          ) : (
            items.map((welcome) => (
              <Card
                key={welcome.id}
                title={
                  <span className="table-person">
                    {welcome.name} <Status welcome={welcome} />
                  </span>
                }
                extra={
                  <>
                    {welcome.status === 'unknown' ? (
                      <button
                        type="button"
                        className="plain-button"
                        onClick={() => retry.mutate(welcome.id, { onError: notifyFailed })}
                      >
                        重新创建
                      </button>
                    ) : (
                      <button
                        type="button"
                        className="plain-button"
                        disabled={welcome.status === 'asking'}
                        onClick={() => void navigate(`/group-welcomes/${welcome.id}`)}
                      >
                        修改
                      </button>
                    )}
                    <button type="button" className="plain-button danger" onClick={() => setRemoving(welcome)}>
                      删除
                    </button>
                  </>
                }
              >
                <p className="group-welcome-text">{welcome.text}</p>
                {welcome.attachment ? <p className="soft">附:{sayAttachment(welcome.attachment)}</p> : null}
                {welcome.problem ? <p className="field-problem">{errorPhrases[welcome.problem]}</p> : null}
                <p className="fine">
                  {welcome.createdBy.name} · <Moment at={welcome.updatedAt} />
                </p>
              </Card>
            ))
          )
        }
      </Loaded>
      {removing ? (
        <Confirm
          title={`删除「${removing.name}」?`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          企业微信里也会删除,正在使用它的群不再发欢迎语。
        </Confirm>
      ) : null}
    </Page>
  );
}

function Status({ welcome: { status, problem } }: { welcome: GroupWelcomeView }) {
  if (problem) return <Pill tone="bad">需要处理</Pill>;
  return status === 'active' ? <Pill tone="good">可选用</Pill> : <Pill tone="warning">正在创建</Pill>;
}

const KINDS = { image: '图片', video: '视频', file: '文件' };

function sayAttachment(attachment: NonNullable<GroupWelcomeView['attachment']>): string {
  if (attachment.kind === 'link') return `链接「${attachment.title}」`;
  return attachment.kind === 'miniprogram' ? `小程序「${attachment.title}」` : KINDS[attachment.kind];
}
