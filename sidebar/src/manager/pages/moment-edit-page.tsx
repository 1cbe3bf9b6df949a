import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Textarea } from 'tdesign-react/es/textarea';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { MediaField } from '../components/media/media-field.tsx';
import { useBusyFields } from '../components/media/use-tell-busy.ts';
import { useChangeMoments } from '../features/moment/api/moments.ts';
import { TagPicker } from '../features/tag/tag-picker.tsx';
import '../features/moment/moment.css';

const MAX_PICTURES = 9;
const audiences = [
  { value: 'all', label: '全部客户可见' },
  { value: 'tags', label: '带这些标签的客户可见' },
] as const;

/** A new moment: words, pictures, and who may see it. Everybody in WeCom's range is asked to publish it. */
export function MomentEditPage() {
  const navigate = useNavigate();
  const { create } = useChangeMoments();
  const [text, setText] = useState('');
  const [pictures, setPictures] = useState<string[]>([]);
  const [audience, setAudience] = useState<'all' | 'tags'>('all');
  const [tagIds, setTagIds] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const { isBusy, onBusy } = useBusyFields();
  const isReady = !isBusy && (text.trim() !== '' || pictures.length > 0) && (audience === 'all' || tagIds.length > 0);
  const begin = async () => {
    const { id } = await create.mutateAsync({
      text: text.trim(),
      media: pictures.length > 0 ? { kind: 'images', assetIds: pictures } : { kind: 'none' },
      tagIds: audience === 'tags' ? tagIds : [],
    });
    void navigate(`/moments/${id}`);
  };
  const slots = pictures.length < MAX_PICTURES ? [...pictures, ''] : pictures;
  return (
    <Page title="新建朋友圈" back={{ to: '/moments', label: '朋友圈' }}>
      <Card title="发什么">
        <div className="moment-form">
          <label>
            文字
            <Textarea
              value={text}
              onChange={(value) => setText(String(value))}
              autosize={{ minRows: 4, maxRows: 12 }}
              placeholder="客户在朋友圈看到的文字"
            />
          </label>
          <div>
            <p className="soft">图片(最多 9 张,短边不超过 1080 像素)</p>
            {slots.map((assetId, index) => (
              <div key={assetId || `new ${index}`} className="row">
                <MediaField
                  kind="image"
                  assetId={assetId}
                  onBusy={onBusy}
                  onChange={(id) =>
                    setPictures((now) => (assetId ? now.map((one) => (one === assetId ? id : one)) : [...now, id]))
                  }
                />
                {assetId ? (
                  <Button variant="text" onClick={() => setPictures((now) => now.filter((one) => one !== assetId))}>
                    去掉第 {index + 1} 张
                  </Button>
                ) : null}
              </div>
            ))}
          </div>
        </div>
      </Card>
      <Card title="谁能看到">
        <div className="moment-form">
          <FilterChips label="谁能看到" options={audiences} value={audience} onChange={setAudience} />
          {audience === 'tags' ? <TagPicker value={tagIds} onChange={setTagIds} max={100} /> : null}
        </div>
      </Card>
      <div>
        <Button theme="primary" disabled={!isReady} onClick={() => setAsking(true)}>
          {isBusy ? '等待上传完成' : '请员工发表'}
        </Button>{' '}
        <Button variant="text" onClick={() => void navigate('/moments')}>
          取消
        </Button>
      </div>
      {asking ? (
        <Confirm title="请员工发表" action="请员工发表" onConfirm={begin} onClose={() => setAsking(false)}>
          能使用客户朋友圈的员工都会在企业微信收到任务,点发表后
          {audience === 'all' ? '她的全部客户' : '带这些标签的客户'}
          才能看到。发表后收不回来。
        </Confirm>
      ) : null}
    </Page>
  );
}
