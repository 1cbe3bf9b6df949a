import { Dialog } from '../ui/dialog.tsx';

export function ImageViewer({ url, onClose }: { url: string; onClose: () => void }) {
  return (
    <Dialog title="图片" wide onClose={onClose}>
      <img className="image-full" src={url} alt="聊天图片" />
    </Dialog>
  );
}
