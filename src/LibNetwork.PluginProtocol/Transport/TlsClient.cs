using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.PluginProtocol.Transport;

/// <summary>TLS to a plugin: verified unless it is said that it should not be.</summary>
internal static class TlsClient
{
    internal static SslClientAuthenticationOptions Options(string host, PluginTls tls)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (tls.CertFile is { Length: > 0 } certificate)
        {
            var own = Read(certificate, () => X509Certificate2.CreateFromPemFile(certificate, tls.KeyFile is { Length: > 0 } key ? key : null));
            options.ClientCertificates = [own];
        }

        if (tls.InsecureSkipVerify)
        {
#pragma warning disable CA5359 // The file that names the plugin asks for it.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (tls.CAFile is { Length: > 0 } authority)
        {
            var trusted = new X509Certificate2Collection();
            _ = Read(authority, () =>
            {
                trusted.ImportFromPemFile(authority);
                return trusted;
            });
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        return options;
    }

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"TLS file {path}: {e.Message}", e);
        }
    }
}
