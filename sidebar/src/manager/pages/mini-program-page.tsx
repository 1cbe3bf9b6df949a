import type { CustomerAppSettings } from '@zhike/shared/contracts/customer-app';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Switch } from '../components/switch.tsx';
import { ChannelSelect } from '../features/channel/channel-select.tsx';
import { useMiniProgramSettings, useSaveMiniProgramSettings } from '../features/mini-program/api/settings.ts';

export function MiniProgramPage() {
  const settings = useMiniProgramSettings();
  const { mutate } = useSaveMiniProgramSettings();
  const save = (body: CustomerAppSettings, done: string) =>
    mutate(body, { onSuccess: () => notifyDone(done), onError: notifyFailed });
  return (
    <Page title="小程序" hint="客户在小程序里看到自己的专属顾问,长按二维码就能添加。">
      <Card title="还没有顾问的人看到哪个二维码">
        <Loaded query={settings} lines={2}>
          {({ receptionChannelId, opensMaterials }) => (
            <div className="dialog-column">
              <div style={{ maxWidth: 320 }}>
                <ChannelSelect
                  value={receptionChannelId}
                  onChange={(channelId) =>
                    save(
                      { opensMaterials, receptionChannelId: channelId },
                      channelId ? '已保存' : '已取消,这些人不再看到二维码',
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
      <Card title="资料在小程序里打开">
        <Loaded query={settings} lines={2}>
          {({ receptionChannelId, opensMaterials, isConfigured }) => (
            <div className="dialog-column">
              <div>
                <Switch
                  label="资料在小程序里打开"
                  value={opensMaterials}
                  isDisabled={!isConfigured && !opensMaterials}
                  onChange={(isOn) =>
                    save(
                      { receptionChannelId, opensMaterials: isOn },
                      isOn ? '已打开,以后发送的资料是小程序卡片' : '已关闭,以后发送的资料用微信网页打开',
                    )
                  }
                />
              </div>
              <p className="soft">
                {isConfigured
                  ? '员工从侧边栏发送的文章、案例、宣传册和视频变成小程序卡片,谁打开的一看便知。需要先在微信公众平台把本系统的域名设为小程序的业务域名。'
                  : '还没有配置小程序:请先在服务器上填写 WEAPP_APPID 和 WEAPP_SECRET。'}
              </p>
            </div>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
