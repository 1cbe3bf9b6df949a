import { Loaded } from '../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { ChannelSelect } from '../features/channel/channel-select.tsx';
import { useMiniProgramSettings, useSaveMiniProgramSettings } from '../features/mini-program/api/settings.ts';

export function MiniProgramPage() {
  const settings = useMiniProgramSettings();
  const save = useSaveMiniProgramSettings();
  return (
    <Page title="小程序" hint="客户在小程序里看到自己的专属顾问,长按二维码就能添加。">
      <Card title="还没有顾问的人看到哪个二维码">
        <Loaded query={settings} lines={2}>
          {({ receptionChannelId }) => (
            <div className="dialog-column">
              <div style={{ maxWidth: 320 }}>
                <ChannelSelect
                  value={receptionChannelId}
                  onChange={(channelId) =>
                    save.mutate(
                      { receptionChannelId: channelId },
                      {
                        onSuccess: () => notifyDone(channelId ? '已保存' : '已取消,这些人不再看到二维码'),
                        onError: notifyFailed,
                      },
                    )
                  }
                />
              </div>
              <p className="soft">
                {receptionChannelId
                  ? '从小程序添加的客户会算在这个渠道里,标签、欢迎语和统计都按它的设置。'
                  : '没有选择时,还没有顾问的人只看到说明文字。建议为小程序单独建一个渠道活码。'}
              </p>
            </div>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
