import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Textarea } from 'tdesign-react/es/textarea';
import { NoPermission } from '../../shared/states/no-permission.tsx';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { useBusyFields } from '../components/media/use-tell-busy.ts';
import { Card, Page } from '../components/page.tsx';
import { CreationKeys } from '../../shared/drafts/creation-keys.ts';
import { useChangeMoments } from '../features/moment/api/moments.ts';
import { emptyMoment, fieldsOf, mediaOf, missingIn } from '../features/moment/moment-form.ts';
import { MomentMediaFields } from '../features/moment/moment-media-fields.tsx';
import { MomentPhone } from '../features/moment/moment-phone.tsx';
import { TagPicker } from '../features/tag/tag-picker.tsx';
import { MomentPublishers } from './moment-publishers.tsx';
import '../features/moment/moment.css';

const audiences = [
  { value: 'all', label: '全部客户可见' },
  { value: 'tags', label: '带这些标签的客户可见' },
] as const;

/** A new moment: words with pictures, a video or a link, who publishes it and who may see it. */
export function MomentEditPage() {
  const viewer = useViewer();
  if (viewer.role === 'rep') return <NoPermission hint="只有主管和管理员可以新建朋友圈" />;
  return <MomentEditor scope={viewer.scope.kind} />;
}

const everybody = {
  all: '能使用客户朋友圈的员工都会',
  departments: '您管理的部门里能使用客户朋友圈的员工都会',
  self: '您会',
} as const;

function MomentEditor({ scope }: { scope: keyof typeof everybody }) {
  const navigate = useNavigate();
  const { create } = useChangeMoments();
  const [form, setForm] = useState(emptyMoment);
  const [asking, setAsking] = useState(false);
  const { isBusy, onBusy } = useBusyFields();
  const [keys] = useState(() => new CreationKeys());
  const missing = isBusy ? '文件还在上传,传完才能继续' : missingIn(form);
  const begin = async () => {
    const fields = fieldsOf(form);
    const { id } = await create.mutateAsync({ ...fields, idempotencyKey: keys.of(fields) });
    void navigate(`/moments/${id}`);
  };
  return (
    <Page title="新建朋友圈" back={{ to: '/moments', label: '朋友圈' }}>
      <div className="moment-editor">
        <div className="moment-main">
          <Card title="发什么">
            <div className="moment-form">
              <label>
                文字
                <Textarea
                  value={form.text}
                  onChange={(text) => setForm((now) => ({ ...now, text: String(text) }))}
                  autosize={{ minRows: 4, maxRows: 12 }}
                  placeholder="客户在朋友圈看到的文字"
                />
              </label>
              <MomentMediaFields form={form} onChange={setForm} onBusy={onBusy} />
            </div>
          </Card>
          <Card title="谁来发表">
            <MomentPublishers form={form} onChange={setForm} />
          </Card>
          <Card title="谁能看到">
            <div className="moment-form">
              <FilterChips
                label="谁能看到"
                options={audiences}
                value={form.audience}
                onChange={(audience) => setForm((now) => ({ ...now, audience }))}
              />
              {form.audience === 'tags' ? (
                <TagPicker
                  value={form.tagIds}
                  onChange={(tagIds) => setForm((now) => ({ ...now, tagIds }))}
                  max={100}
                />
              ) : null}
            </div>
          </Card>
        </div>
        <MomentPhone text={form.text} media={mediaOf(form)} />
      </div>
      <div className="row">
        <Button theme="primary" disabled={missing !== null} onClick={() => setAsking(true)}>
          {isBusy ? '等待上传完成' : '请员工发表'}
        </Button>
        <Button variant="text" onClick={() => void navigate('/moments')}>
          取消
        </Button>
        {missing ? (
          <span className="soft" aria-live="polite">
            {missing}
          </span>
        ) : null}
      </div>
      {asking ? (
        <Confirm title="请员工发表" action="请员工发表" onConfirm={begin} onClose={() => setAsking(false)}>
          {form.publishers === 'all' ? everybody[scope] : '选中的员工会'}
          在企业微信收到任务,点发表后
          {form.audience === 'all' ? '她的全部客户' : '带这些标签的客户'}
          才能看到。发表后收不回来。
        </Confirm>
      ) : null}
    </Page>
  );
}
