# Build, test and pack the Windows program, on Windows: what a release is made with.
#
#   pwsh packaging/build.ps1                  # everything; the files are in dist\release
#   pwsh packaging/build.ps1 -SkipTests       # without the test suite
#
# Needs Python 3.11 and NSIS. Signing: see the head of packaging/release.py; without a certificate it is left out.
# The fonts of rare characters come along when ISMS_DESKTOP_FONTS names their folder.
param(
    [string]$Python = "python",
    [switch]$SkipTests
)

$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")
$env:PYTHONUTF8 = "1"
$InVenv = Join-Path (Get-Location) ".venv\Scripts\python.exe"

# A program that ends with a fault ends the build.
function Invoke-Step([string]$Title, [string]$Program, [string[]]$Arguments) {
    Write-Host "== $Title"
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Title ended with code $LASTEXITCODE"
    }
}

Invoke-Step "Virtual environment" $Python @("-m", "venv", ".venv")
Invoke-Step "Libraries" $InVenv @("-m", "pip", "install", "--quiet", "--requirement", "requirements.lock")
Invoke-Step "Program" $InVenv @("-m", "pip", "install", "--quiet", "--no-deps", "--editable", ".")
$Version = & $InVenv -c "import isms_desktop; print(isms_desktop.__version__)"
Write-Host "Version $Version"

if (-not $SkipTests) {
    $env:QT_QPA_PLATFORM = "offscreen"
    Invoke-Step "Tests" $InVenv @("-m", "pytest", "-n", "auto", "--dist", "loadfile")
    Remove-Item Env:QT_QPA_PLATFORM
}

Invoke-Step "Bundle and its self-test" $InVenv @("packaging\bundle.py", "--report", "build\bundle.json")
Invoke-Step "Installer, portable program, checksums" $InVenv @("packaging\release.py", "dist\ISMS Desktop")
$Setup = "dist\release\ISMS-Desktop-$Version-setup.exe"
Invoke-Step "Install, use, update, remove" $InVenv @("packaging\try_installer.py", $Setup, "--report", "build\try.json")

Get-Content "dist\release\SHA256SUMS"
Write-Host "The release is in dist\release"
