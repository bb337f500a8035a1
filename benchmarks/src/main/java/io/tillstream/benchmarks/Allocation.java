package io.tillstream.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks a JVM on this machine how much it has allocated. */
final class Allocation {

    private final JMXServiceURL address;

    private Allocation(JMXServiceURL address) {
        this.address = address;
    }

    /** Starts the JVM's own management agent, which any JVM has. */
    static Allocation of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new Allocation(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw new BenchmarkProblem("Process " + pid + " does not tell what it allocates", e);
        }
    }

    /** Bytes of all objects that its threads have made, also of threads that have ended. */
    @SuppressWarnings("BanJNDI") // The address is that of a JVM which this program has started itself.
    long bytes() {
        // A new connection each time: one that is kept breaks while the process is paused for minutes.
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            return ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class)
                    .getTotalThreadAllocatedBytes();
        } catch (IOException e) {
            throw new BenchmarkProblem("A contender does not tell what it has allocated", e);
        }
    }
}
