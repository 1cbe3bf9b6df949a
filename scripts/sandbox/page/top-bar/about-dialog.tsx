import { useWorld } from '../api/world.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** What of all this is known from documents, and what nobody has checked against the live service. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { overview } = useWorld();
  const { corp, urls, settings } = overview;
  return (
    <Dialog title="关于这个模拟器" wide onClose={onClose}>
      <div className="about">
        <p>
          这里的企业微信、微信客户端和接口都在本机模拟，不连外网，也不需要账号。它照着企业微信的公开文档编写，
          <b>从未与真实服务逐项核对</b>。换成真实企业时，请先用知客的「自检」确认。
        </p>
        <section>
          <h3>没有核实过的行为</h3>
          <p className="quiet">文档没有写明，或说法互相矛盾。模拟器取了其中一种，知客不依赖它。</p>
          <dl className="about-list about-unverified">
            {overview.unverified.map((item) => (
              <div key={item.title}>
                <dt>{item.title}</dt>
                <dd>{item.text}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>来自文档的行为</h3>
          <dl className="about-list">
            {overview.documented.map((item) => (
              <div key={item.title}>
                <dt>
                  {item.title}
                  <small>文档 {item.docs}</small>
                </dt>
                <dd>{item.text}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>地址</h3>
          <dl className="about-addresses">
            <dt>接口</dt>
            <dd>
              <code>{urls.api}</code>
            </dd>
            <dt>控制接口</dt>
            <dd>
              <code>{urls.control}</code>
            </dd>
            <dt>回调发往</dt>
            <dd>
              <code>{settings.callbackUrl || '没有设置'}</code>
            </dd>
            <dt>侧边栏</dt>
            <dd>
              <code>{settings.sidebarUrl || '没有设置'}</code>
            </dd>
            <dt>企业 / 应用</dt>
            <dd>
              <code>
                {corp.corpId} / {corp.agentId}
              </code>
            </dd>
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
