import { Component, type ReactNode } from 'react';
import { StateView } from './state-view.tsx';

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** A fault in one part of the page must not leave a white screen. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <StateView
        title="页面出了点问题"
        hint="刷新后一般就好了;如果还这样,请告诉管理员"
        tone="problem"
        action={{ label: '刷新', onClick: () => location.reload() }}
      />
    );
  }
}
