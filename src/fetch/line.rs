//! Lines to servers: how they are laid (through a proxy, in TLS), and how a request is broken off
//! while it waits on one.
//!
//! One set of TLS settings serves all lines, so that what a server gave us to come back with is
//! not forgotten with every request.

use std::cell::RefCell;
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, RustlsConnector,
    ShutdownHandle, SocksConnector, TcpConnector, Transport,
};

/// Breaks a request off, from any thread.
#[derive(Clone, Default)]
pub struct Stop(Arc<Inner>);

#[derive(Default)]
struct Inner {
    stopped: AtomicBool,
    /// Whether the line was laid for this request.
    laid: AtomicBool,
    line: Mutex<Option<Weak<dyn ShutdownHandle>>>,
}

thread_local! {
    /// What may break off the request that this thread is busy with. A line is laid and used on
    /// the thread that asks, and ureq passes nothing else through to it.
    static AT_WORK: RefCell<Stop> = RefCell::default();
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stop").field(&self.is_stopped()).finish()
    }
}

impl Stop {
    /// Breaks the request off, now or when it begins. There is no way back.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
        let line = self.line().take();
        if let Some(line) = line.and_then(|line| line.upgrade()) {
            line.shutdown();
        }
    }

    /// Whether it was broken off.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::SeqCst)
    }

    /// Does something that this can break off.
    pub(super) fn over<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Back(Stop);
        impl Drop for Back {
            fn drop(&mut self) {
                AT_WORK.set(std::mem::take(&mut self.0));
            }
        }
        let _back = Back(AT_WORK.replace(self.clone()));
        work()
    }

    /// This line is being used.
    fn hold(&self, line: Weak<dyn ShutdownHandle>) -> Result<(), ureq::Error> {
        *self.line() = Some(line);
        // In this order: whoever stops us sees the line, or we see that we are stopped.
        if self.is_stopped() {
            return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::NotConnected, "called off")));
        }
        Ok(())
    }

    fn line(&self) -> MutexGuard<'_, Option<Weak<dyn ShutdownHandle>>> {
        self.0.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question is about to be asked.
pub(super) fn begin() {
    at_work().0.laid.store(false, Ordering::SeqCst);
}

/// Whether it went over a line that another had left open. That may end just when it is used.
pub(super) fn was_kept() -> bool {
    !at_work().0.laid.load(Ordering::SeqCst)
}

fn at_work() -> Stop {
    AT_WORK.with_borrow(Stop::clone)
}

/// Lays lines: through the proxy if there is one, then TCP, then TLS.
pub(super) fn lines(tls: &Tls) -> impl Connector + use<> {
    let bare = ().chain(SocksConnector::default()).chain(ConnectProxyConnector::default());
    Lines(bare.chain(TcpConnector::default()).chain(tls.clone()))
}

/// TLS whose settings are shared by all that were cloned from one.
#[derive(Clone, Debug, Default)]
pub(super) struct Tls(Arc<RustlsConnector>);

impl<In: Transport> Connector<In> for Tls {
    type Out = <RustlsConnector as Connector<In>>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        self.0.connect(details, chained)
    }
}

#[derive(Debug)]
struct Lines<C>(C);

impl<C: Connector> Connector for Lines<C> {
    type Out = Line<C::Out>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let held: Arc<Mutex<Option<Weak<dyn ShutdownHandle>>>> = Arc::default();
        let (stop, laid, agent) = (at_work(), Arc::clone(&held), Arc::clone(&details.register_shutdown));
        let register = move |line: Weak<dyn ShutdownHandle>| {
            *laid.lock().unwrap_or_else(PoisonError::into_inner) = Some(Weak::clone(&line));
            stop.0.laid.store(true, Ordering::SeqCst);
            stop.hold(Weak::clone(&line))?;
            agent(line)
        };
        let details = ConnectionDetails {
            uri: details.uri,
            addrs: details.addrs.clone(),
            config: details.config,
            // Only the time that is left differs from request to request; otherwise each line
            // would have TLS settings of its own.
            request_level: false,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: Arc::clone(&details.current_time),
            run_connector: Arc::clone(&details.run_connector),
            register_shutdown: Arc::new(register),
        };
        let inner = self.0.connect(&details, chained)?;
        let handle = held.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(inner.map(|inner| Line { inner, handle }))
    }
}

/// A line that tells who uses it where it ends.
#[derive(Debug)]
struct Line<T> {
    inner: T,
    handle: Option<Weak<dyn ShutdownHandle>>,
}

impl<T: Transport> Transport for Line<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        // The line may be one that another request left open.
        if let Some(handle) = &self.handle {
            at_work().hold(Weak::clone(handle))?;
        }
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
