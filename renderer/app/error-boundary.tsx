import { Component, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { translate } from "../ui/translate.ts";

interface BoundaryProps {
  readonly children: ReactNode;
}

/** Catches a mistake of a screen: says so without case content, and offers to draw it anew or to start again, locked. */
export class ErrorBoundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <EmptyState
        icon="error"
        title={translate("shell:broken.title")}
        description={translate("failure:bug")}
        action={
          <>
            <Button icon="refresh" onClick={() => this.setState({ isBroken: false })}>
              {translate("shell:broken.again")}
            </Button>
            <Button icon="power" onClick={() => location.reload()}>
              {translate("shell:broken.restart")}
            </Button>
          </>
        }
      />
    );
  }
}
